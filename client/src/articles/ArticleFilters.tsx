import { Button, NativeSelect, TextInput } from "@mantine/core";
import type { ArticleListItem } from "@postil/shared/schema/article";
import { Search } from "lucide-react";
import { useMemo } from "react";
import { useSearchParams } from "react-router";
import { attributeChoices } from "../api/attribute-values.ts";
import { FilterSelect } from "../ui/FilterSelect.tsx";
import { useSearchText } from "../ui/use-search-text.ts";
import {
  type ArticleFilter,
  type ArticleSort,
  readArticleFilter,
  SORTS,
  writeArticleFilter,
} from "./article-filter.ts";
import styles from "./articles.module.css";
import { words } from "./words.ts";

/** The filter of the list, as it stands in the address. */
export function useArticleFilter() {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readArticleFilter(search), [search]);
  const change = (part: Partial<ArticleFilter>) =>
    setSearch((before) => writeArticleFilter(before, part), { replace: true });
  return { filter, change };
}

export function ArticleFilters({ articles, shown }: { articles: readonly ArticleListItem[]; shown: number }) {
  const { filter, change } = useArticleFilter();
  const [text, setText] = useSearchText("q");
  const data = useMemo(() => attributeChoices(articles), [articles]);
  const filtered = filter.q !== "" || filter.attributes.length > 0;
  return (
    <search className={styles.filters}>
      <TextInput
        className={styles.search}
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        leftSection={<Search size={16} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {data.length > 0 && (
        <FilterSelect
          label={words.attributes}
          data={data}
          value={filter.attributes}
          onChange={(attributes) => change({ attributes })}
        />
      )}
      <NativeSelect
        className={styles.order}
        aria-label={words.sort.label}
        value={filter.sort}
        data={SORTS.map((sort) => ({ value: sort, label: words.sort[sort] }))}
        onChange={(event) => change({ sort: event.currentTarget.value as ArticleSort })}
      />
      <span className={styles.count} role="status">
        {words.shown(shown, articles.length)}
      </span>
      {filtered && (
        <Button variant="subtle" size="compact-sm" onClick={() => change({ q: "", attributes: [] })}>
          {words.clearFilters}
        </Button>
      )}
    </search>
  );
}
