import { SegmentedControl } from "@mantine/core";
import type { Tag } from "@postil/shared/schema/tag";
import { useEffect, useMemo, useRef } from "react";
import { type AnnotationFilter, isFiltering, mentions, NO_FILTER } from "../../annotations/filters.ts";
import { type Person, personOf, useRoom } from "../../annotations/room.ts";
import { shownTags } from "../../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { compareNames } from "../../ui/format.ts";
import { TagMark } from "../../ui/TagChip.tsx";
import { words } from "../words.ts";
import styles from "./rail.module.css";

/** How long a drawer takes to open, in ms. */
const OPENING = 300;

interface FiltersProps {
  annotations: readonly ResolvedAnnotation[];
  filter: AnnotationFilter;
  onFilter: (filter: AnnotationFilter) => void;
  /** Takes the keyboard at once. */
  wanted: boolean;
  onWantedTaken: () => void;
}

/** What is shown beside the text: the tags and people of this article, with how often each occurs. */
export function Filters({ annotations, filter, onFilter, wanted, onWantedTaken }: FiltersProps) {
  const room = useRoom();
  const me = room.writer.actor;
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!wanted) return;
    section.current?.focus();
    // In a drawer the opening itself gives the keyboard to what asks for it.
    const timer = setTimeout(onWantedTaken, OPENING);
    return () => clearTimeout(timer);
  }, [wanted, onWantedTaken]);
  const { tags, people, counts } = useMemo(() => {
    const tags = new Map<string, { tag: Tag; count: number }>();
    const counts = { mentioned: 0, assigned: 0 };
    const people = new Map<string, { actor: string; person: Person; count: number }>();
    for (const annotation of annotations) {
      for (const { tag } of shownTags(annotation, room.tagsById)) {
        const known = tags.get(tag.id);
        tags.set(tag.id, { tag, count: (known?.count ?? 0) + 1 });
      }
      const known = people.get(annotation.author);
      const person = personOf(room, annotation.author);
      if (mentions(annotation, me)) counts.mentioned += 1;
      if (annotation.assignee?.user === me) counts.assigned += 1;
      people.set(annotation.author, { actor: annotation.author, person, count: (known?.count ?? 0) + 1 });
    }
    return {
      counts,
      tags: [...tags.values()].sort((a, b) => compareNames(a.tag.path, b.tag.path)),
      people: [...people.values()].sort((a, b) => compareNames(a.person.name, b.person.name)),
    };
  }, [annotations, room, me]);

  const mine = filter.people.length === 1 && filter.people[0] === me;
  return (
    <section
      ref={section}
      className={styles.section}
      tabIndex={-1}
      aria-label={words.rail.filters}
      data-autofocus={wanted || undefined}
    >
      <h2 className={styles.heading}>
        {words.rail.filters}
        {isFiltering(filter) && (
          <button type="button" className={styles.clear} onClick={() => onFilter(NO_FILTER)}>
            {words.rail.clear}
          </button>
        )}
      </h2>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={words.rail.state}
        value={filter.state}
        onChange={(state) => onFilter({ ...filter, state: state as AnnotationFilter["state"] })}
        data={[
          { value: "all", label: words.rail.all },
          { value: "open", label: words.rail.open_ },
          { value: "resolved", label: words.rail.resolved },
        ]}
      />
      <div className={styles.choices}>
        <Choice checked={mine} count={null} onToggle={() => onFilter({ ...filter, people: mine ? [] : [me] })}>
          {words.rail.mine}
        </Choice>
        <Choice
          checked={filter.mentioned}
          count={counts.mentioned}
          onToggle={() => onFilter({ ...filter, mentioned: !filter.mentioned })}
        >
          {words.rail.mentioned}
        </Choice>
        <Choice
          checked={filter.assigned}
          count={counts.assigned}
          onToggle={() => onFilter({ ...filter, assigned: !filter.assigned })}
        >
          {words.rail.assigned}
        </Choice>
        {people.length > 1 &&
          people.map(({ actor, person, count }) => (
            <Choice
              key={actor}
              checked={filter.people.includes(actor)}
              count={count}
              onToggle={() => onFilter({ ...filter, people: toggled(filter.people, actor) })}
            >
              <Avatar name={person.name} colour={person.colour} size={18} decorative /> {person.name}
            </Choice>
          ))}
      </div>
      {tags.length > 0 && (
        <div className={styles.choices}>
          {tags.map(({ tag, count }) => (
            <Choice
              key={tag.id}
              checked={filter.tags.includes(tag.id)}
              count={count}
              onToggle={() => onFilter({ ...filter, tags: toggled(filter.tags, tag.id) })}
            >
              <TagMark colour={tag.colour} sign={tag.sign} /> <span title={tag.path}>{tag.name}</span>
            </Choice>
          ))}
        </div>
      )}
    </section>
  );
}

function toggled(list: readonly string[], id: string): string[] {
  return list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
}

interface ChoiceProps {
  checked: boolean;
  count: number | null;
  onToggle: () => void;
  children: React.ReactNode;
}

function Choice({ checked, count, onToggle, children }: ChoiceProps) {
  return (
    <button type="button" className={styles.choice} aria-pressed={checked} onClick={onToggle}>
      <span className={styles.choiceName}>{children}</span>
      {count !== null && <span className={styles.count}>{count}</span>}
    </button>
  );
}
