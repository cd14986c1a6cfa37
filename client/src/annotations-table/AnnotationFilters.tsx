import { Button, NativeSelect, TextInput } from "@mantine/core";
import { Search, SlidersHorizontal } from "lucide-react";
import { useId, useState } from "react";
import { DayField } from "../ui/DayField.tsx";
import { FilterSelect } from "../ui/FilterSelect.tsx";
import { useSearchText } from "../ui/use-search-text.ts";
import {
  type AnnotationSort,
  CONCERNS,
  type Concern,
  countFilters,
  readFilter,
  SORTS,
  type Status,
} from "./annotation-filter.ts";
import styles from "./annotations.module.css";
import { useAnnotationFilter } from "./use-annotation-filter.ts";
import { useFilterChoices } from "./use-filter-choices.ts";
import { words } from "./words.ts";

const STATUSES: Status[] = ["all", "open", "resolved"];

/** All filters of the list. On narrow screens only the search stands open; a button shows the rest. */
export function AnnotationFilters({ workspaceId }: { workspaceId: string }) {
  const { filter, change } = useAnnotationFilter();
  const [text, setText] = useSearchText("q");
  const [opened, setOpened] = useState(false);
  const rest = useId();
  const choices = useFilterChoices(workspaceId, filter);
  const count = countFilters(filter);
  return (
    <search className={styles.filters}>
      <TextInput
        className={styles.search}
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        maxLength={200}
        leftSection={<Search size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        className={styles.more}
        variant="default"
        leftSection={<SlidersHorizontal size={16} aria-hidden />}
        aria-expanded={opened}
        aria-controls={rest}
        onClick={() => setOpened(!opened)}
      >
        {words.filtersOn(count)}
      </Button>
      <div id={rest} className={styles.rest} data-opened={opened}>
        <FilterSelect
          label={words.article}
          data={choices.articles}
          value={filter.article}
          onChange={(article) => change({ article })}
        />
        <FilterSelect label={words.tag} data={choices.tags} value={filter.tag} onChange={(tag) => change({ tag })} />
        <FilterSelect
          label={words.person}
          data={choices.people}
          value={filter.author}
          onChange={(author) => change({ author })}
        />
        <FilterSelect
          label={words.layer}
          data={choices.layers}
          value={filter.layer}
          onChange={(layer) => change({ layer })}
        />
        {choices.attributes.length > 0 && (
          <FilterSelect
            label={words.attributes}
            data={choices.attributes}
            value={filter.attribute}
            onChange={(attribute) => change({ attribute })}
          />
        )}
        <NativeSelect
          className={styles.select}
          aria-label={words.status}
          value={filter.status}
          data={STATUSES.map((status) => ({ value: status, label: words.statuses[status] }))}
          onChange={(event) => change({ status: event.currentTarget.value as Status })}
        />
        <NativeSelect
          className={styles.select}
          aria-label={words.concern}
          value={filter.concern}
          data={CONCERNS.map((concern) => ({ value: concern, label: words.concerns[concern] }))}
          onChange={(event) => change({ concern: event.currentTarget.value as Concern })}
        />
        <DayField label={words.since} value={filter.since} onChange={(since) => change({ since })} />
        <DayField label={words.until} value={filter.until} onChange={(until) => change({ until })} />
        {count > 0 && (
          <Button variant="subtle" onClick={() => change({ ...readFilter(new URLSearchParams()), sort: filter.sort })}>
            {words.clear}
          </Button>
        )}
      </div>
    </search>
  );
}

/** The order of the list; stands above it. */
export function AnnotationOrder() {
  const { filter, change } = useAnnotationFilter();
  return (
    <NativeSelect
      className={styles.order}
      aria-label={words.sort}
      variant="unstyled"
      value={filter.sort}
      data={SORTS.map((sort) => ({ value: sort, label: words.sorts[sort] }))}
      onChange={(event) => change({ sort: event.currentTarget.value as AnnotationSort })}
    />
  );
}
