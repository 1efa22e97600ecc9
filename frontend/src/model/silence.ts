/** A recording of nothing. */

const RATE = 8000;
const HEADER = 44;
const MIDDLE = 128; // silence, in a WAV file of 8 bits

/** Nothing for so many seconds, as a WAV file: mono, 8 bits. */
export function silence(seconds: number): ArrayBuffer {
  const samples = Math.round(seconds * RATE);
  const file = new ArrayBuffer(HEADER + samples);
  const view = new DataView(file);
  const name = (at: number, text: string): void => [...text].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  name(0, "RIFF");
  view.setUint32(4, HEADER - 8 + samples, true);
  name(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  name(36, "data");
  view.setUint32(40, samples, true);
  new Uint8Array(file, HEADER).fill(MIDDLE);
  return file;
}
