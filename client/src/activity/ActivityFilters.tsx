import { Button } from "@mantine/core";
import { useMemo } from "react";
import { useMembers } from "../api/members.ts";
import { DayField } from "../ui/DayField.tsx";
import { FilterSelect } from "../ui/FilterSelect.tsx";
import styles from "./activity.module.css";
import { type ActivityFilter, countFilters } from "./activity-filter.ts";
import { words } from "./words.ts";

interface ActivityFiltersProps {
  workspaceId: string;
  /** What can be chosen, by its words. */
  kinds: readonly { value: string; label: string }[];
  filter: ActivityFilter;
  change: (part: Partial<ActivityFilter>) => void;
}

/** What a list of what happened is narrowed to: kinds, people, days. */
export function ActivityFilters({ workspaceId, kinds, filter, change }: ActivityFiltersProps) {
  const members = useMembers(workspaceId).data;
  const people = useMemo(() => {
    const known = (members ?? []).map(({ actor, name }) => ({ value: actor, label: name }));
    const all = [{ value: "me", label: words.me }, ...known];
    // Of who is no member any more, and of what leads nowhere, the choice can still be seen and taken away.
    const unknown = filter.person.filter((person) => !all.some(({ value }) => value === person));
    return [...all, ...unknown.map((value) => ({ value, label: words.unknown }))];
  }, [members, filter.person]);
  return (
    <search className={styles.filters}>
      <FilterSelect label={words.kind} data={[...kinds]} value={filter.kind} onChange={(kind) => change({ kind })} />
      <FilterSelect
        label={words.person}
        data={people}
        value={filter.person}
        onChange={(person) => change({ person })}
      />
      <DayField label={words.since} value={filter.since} onChange={(since) => change({ since })} />
      <DayField label={words.until} value={filter.until} onChange={(until) => change({ until })} />
      {countFilters(filter) > 0 && (
        <Button variant="subtle" onClick={() => change({ kind: [], person: [], article: [], since: "", until: "" })}>
          {words.clear}
        </Button>
      )}
    </search>
  );
}
