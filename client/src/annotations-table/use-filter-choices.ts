import type { ComboboxItem } from "@mantine/core";
import { useMemo } from "react";
import { useArticles } from "../api/articles.ts";
import { usePseudonyms } from "../api/assignments.ts";
import { attributeChoices } from "../api/attribute-values.ts";
import { useMembers } from "../api/members.ts";
import { usePeopleByActor } from "../api/people.ts";
import { useTags } from "../api/tags.ts";
import { compareNames } from "../ui/format.ts";
import type { AnnotationFilter } from "./annotation-filter.ts";
import { words } from "./words.ts";

/** What can be filtered by. Ids in the address that lead nowhere any more can still be seen and taken away. */
export function useFilterChoices(workspaceId: string, filter: AnnotationFilter) {
  const articles = useArticles(workspaceId).data;
  const tags = useTags(workspaceId).data;
  const members = useMembers(workspaceId).data;
  const { data: pseudonyms } = usePseudonyms(workspaceId);
  const people = usePeopleByActor(workspaceId);
  return useMemo(
    () => ({
      articles: withUnknown(
        (articles ?? [])
          .map(({ id, title }) => ({ value: id, label: title }))
          .sort((a, b) => compareNames(a.label, b.label)),
        filter.article,
      ),
      tags: withUnknown(
        (tags ?? [])
          .filter(({ mergedInto }) => mergedInto === null)
          .map(({ id, path }) => ({ value: id, label: path })),
        filter.tag,
      ),
      people: withUnknown(
        [
          ...(members ?? []).map(({ actor, name }) => ({ value: actor, label: name })),
          ...(pseudonyms ?? []).map(({ actor, name }) => ({ value: actor, label: people.get(actor)?.name ?? name })),
        ],
        filter.author,
      ),
      layers: withUnknown(
        [
          { value: "team", label: words.layers.team },
          { value: "private", label: words.layers.private },
          { value: "blind", label: words.layers.blind },
          { value: "consensus", label: words.layers.consensus },
        ],
        filter.layer,
      ),
      attributes: attributeChoices(articles ?? []),
    }),
    [articles, tags, members, pseudonyms, people, filter],
  );
}

function withUnknown(known: ComboboxItem[], chosen: readonly string[]): ComboboxItem[] {
  const values = new Set(known.map(({ value }) => value));
  const unknown = chosen.filter((value) => !values.has(value));
  return [...known, ...unknown.map((value) => ({ value, label: words.unknown }))];
}
