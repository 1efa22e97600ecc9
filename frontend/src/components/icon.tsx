/** The studio's own icons: lines of one weight in a square of 24. */
import type { JSX } from "preact";

const dot = (x: number): JSX.Element => <circle cx={x} cy="12" r="1.3" fill="currentColor" />;

const DRAWINGS = {
  play: <path class="solid" d="M7 4.5v15l12-7.5z" />,
  pause: <path class="solid" d="M7 5h3.4v14H7zM13.6 5H17v14h-3.4z" />,
  previous: <path d="M18 6v12l-9-6zM6.5 6v12" />,
  next: <path d="M6 6v12l9-6zM17.5 6v12" />,
  shuffle: <path d="M3.5 7h3.6c4.6 0 5.3 10 9.9 10h3M3.5 17h3.6c1.7 0 2.9-1.4 3.8-3M13.4 9.5C14.3 8 15.4 7 17 7h3M17.5 4.3L20.5 7L17.5 9.7M17.5 14.3L20.5 17L17.5 19.7" />,
  repeat: <path d="M5 12V9.5A3.5 3.5 0 0 1 8.5 6H19M16 3L19 6L16 9M19 12v2.5a3.5 3.5 0 0 1-3.5 3.5H5M8 15L5 18L8 21" />,
  "repeat-one": <path d="M5 12V9.5A3.5 3.5 0 0 1 8.5 6H19M16 3L19 6L16 9M19 12v2.5a3.5 3.5 0 0 1-3.5 3.5H5M8 15L5 18L8 21M10.8 10.8L12.3 9.8V14.5" />,
  queue: (
    <>
      <path d="M4 6h12M4 11h12M4 16h7" />
      <path class="solid" d="M15 13.5v7l5.5-3.5z" />
    </>
  ),
  grip: (
    <>
      {[7, 12, 17].map((y) => (
        <path key={y} d={`M9 ${y}h.01M15 ${y}h.01`} stroke-width="2.6" />
      ))}
    </>
  ),
  heart: <path d="M12 20C5 15.5 3.5 12 3.5 9A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2c0 3-1.5 6.5-8.5 11z" />,
  liked: <path class="solid" d="M12 20C5 15.5 3.5 12 3.5 9A4.5 4.5 0 0 1 12 7a4.5 4.5 0 0 1 8.5 2c0 3-1.5 6.5-8.5 11z" />,
  star: <path d="M12 3.5l2.6 5.6l6 .7l-4.5 4.1l1.2 6L12 16.9L6.7 19.9l1.2-6L3.4 9.8l6-.7z" />,
  starred: <path class="solid" d="M12 3.5l2.6 5.6l6 .7l-4.5 4.1l1.2 6L12 16.9L6.7 19.9l1.2-6L3.4 9.8l6-.7z" />,
  share: <path d="M12 15V4M8 7.5L12 3.5L16 7.5M7 11H5v9.5h14V11h-2" />,
  add: <path d="M12 5v14M5 12h14" />,
  discover: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M15.5 8.5l-2 5l-5 2l2-5z" />
    </>
  ),
  playlist: <path d="M4 6h16M4 11h10M4 16h7M17 13v6M14 16h6" />,
  effects: <path d="M6 4v5M6 13v7M12 4v9M12 17v3M18 4v2M18 10v10M4 11h4M10 15h4M16 8h4" />,
  up: <path d="M12 19V5M6 11l6-6l6 6" />,
  down: <path d="M12 5v14M6 13l6 6l6-6" />,
  create: <path d="M4 20l1-4L16.5 4.5a2 2 0 0 1 3 3L8 19zM14 7l3 3" />,
  song: (
    <>
      <path d="M9 18V5l10-2v13" />
      <circle cx="6.5" cy="18" r="2.5" />
      <circle cx="16.5" cy="16" r="2.5" />
    </>
  ),
  library: <path d="M4 5h16M4 10h16M4 15h10M4 20h10" />,
  jobs: (
    <>
      <path d="M4 7h16M4 12h11M4 17h6" />
      <circle cx="18" cy="17" r="3" />
    </>
  ),
  theme: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 4a8 8 0 0 1 0 16z" fill="currentColor" />
    </>
  ),
  person: (
    <>
      <circle cx="12" cy="8.5" r="3.5" />
      <path d="M5 20a7 7 0 0 1 14 0" />
    </>
  ),
  credits: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M14.8 9.2a4 4 0 1 0 0 5.6" />
    </>
  ),
  messages: <path d="M4 5.5h16v11H11l-4.5 4v-4H4z" />,
  desk: <path d="M4 20V10M10 20V4M16 20v-7M21 20H3" />,
  leave: <path d="M14 4H6v16h8M10 12h10M16.5 8.5L20 12l-3.5 3.5" />,
  close: <path d="M6 6l12 12M18 6L6 18" />,
  check: <path d="M5 12.5l4.5 4.5L19 7.5" />,
  again: <path d="M19 12a7 7 0 1 1-2-4.9M19 3.5V8h-4.5" />,
  undo: <path d="M8.5 5L4 9.5L8.5 14M4 9.5h10a5.5 5.5 0 0 1 0 11h-3" />,
  redo: <path d="M15.5 5L20 9.5L15.5 14M20 9.5H10a5.5 5.5 0 0 0 0 11h3" />,
  voice: <path d="M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3" />,
  words: <path d="M5 6h14M5 11h9M5 16h14M5 20h6" />,
  freeze: <path d="M12 3v18M4.2 7.5l15.6 9M4.2 16.5l15.6-9M9.5 4.5L12 7l2.5-2.5M9.5 19.5L12 17l2.5 2.5" />,
  thaw: <path d="M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z" />,
  loop: <path d="M7 7h9a4 4 0 0 1 4 4v1M17 17H8a4 4 0 0 1-4-4v-1M9.5 4.5L7 7l2.5 2.5M14.5 19.5L17 17l-2.5-2.5" />,
  upload: <path d="M12 15V4M7 8l5-5 5 5M5 20h14" />,
  download: <path d="M12 4v11M7 11l5 5 5-5M5 20h14" />,
  more: (
    <>
      {dot(5.5)}
      {dot(12)}
      {dot(18.5)}
    </>
  ),
  search: (
    <>
      <circle cx="11" cy="11" r="6.5" />
      <path d="M16 16l4.5 4.5" />
    </>
  ),
  warning: <path d="M12 4l9 16H3zM12 10v4.5M12 17.2v.3" />,
  waiting: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M12 7.5V12l3 2" />
    </>
  ),
  stopped: (
    <>
      <circle cx="12" cy="12" r="8" />
      <path d="M6.5 17.5l11-11" />
    </>
  ),
  volume: <path d="M4 9.5v5h3.5L12 18V6L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11" />,
  silent: <path d="M4 9.5v5h3.5L12 18V6L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5" />,
  help: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.7 9.6a2.4 2.4 0 1 1 3.4 2.2c-.8.4-1.1.9-1.1 1.7M12 16.3v.3" />
    </>
  ),
} satisfies Record<string, JSX.Element>;

export type IconName = keyof typeof DRAWINGS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {DRAWINGS[name]}
    </svg>
  );
}
