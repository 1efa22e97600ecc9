/** What the list is narrowed down by: each kind a button that opens its choices with their counts. */
import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { type Facet, facetsOf, without } from "../../model/filters";
import { capital } from "../../model/names";
import { facets, filters, isNarrowed, whose, widen } from "../../stores/library";
import { Icon } from "../icon";
import { Menu } from "../menu";

const WHOSE = { mine: "Mine", public: "Public", all: "All" } as const;

export function FilterRow(): JSX.Element {
  const found = facets.value;
  const said = filters.value;
  const rows = useMemo(() => (found ? facetsOf(found, said) : []), [found, said]);
  const isLiked = said.liked === true;
  return (
    <div class="filters" role="group" aria-label="Filters">
      <Menu
        label={`Songs: ${WHOSE[whose.value]}`}
        class="chip"
        isLeft
        groups={[{ items: (["mine", "public", "all"] as const).map((one) => ({ label: WHOSE[one], act: () => (whose.value = one) })) }]}
      >
        <span class="v">{WHOSE[whose.value]}</span>
      </Menu>
      {rows.map((facet) => (
        <FacetMenu key={facet.name} facet={facet} />
      ))}
      <button
        type="button"
        class={isLiked ? "chip on" : "chip style"}
        aria-pressed={isLiked}
        onClick={() => (filters.value = isLiked ? without(said, { fields: ["liked"] }) : { ...said, liked: true })}
      >
        <Icon name={isLiked ? "liked" : "heart"} />
        <span class="v">Liked</span>
      </button>
      {isNarrowed.value && (
        <button type="button" class="btn small quiet" onClick={widen}>
          Show all
        </button>
      )}
    </div>
  );
}

function FacetMenu({ facet }: { facet: Facet }): JSX.Element {
  const { label, said, choices } = facet;
  const set = (chosen: object): void => void (filters.value = { ...without(filters.peek(), facet), ...chosen });
  const items = [
    ...(said === null ? [] : [{ label: "Any", act: () => set({}) }]),
    ...choices.map((choice) => ({
      label: capital(choice.label),
      ...(choice.count === null ? {} : { hint: choice.count.toLocaleString("en") }),
      act: () => set(choice.set),
    })),
  ];
  return (
    <Menu label={said === null ? label : `${label}: ${said}`} class={said === null ? "chip style" : "chip on"} isLeft groups={[{ items }]}>
      {said !== null && <span class="k">{label}</span>}
      <span class="v">{said ?? label}</span>
    </Menu>
  );
}
