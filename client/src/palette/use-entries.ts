import { can } from "@postil/shared/policy/permissions";
import type { Workspace } from "@postil/shared/schema/workspace";
import { useMemo, useState } from "react";
import { useLocation, useMatch, useNavigate } from "react-router";
import { useArticle, useArticles } from "../api/articles.ts";
import { useMembersByActor } from "../api/members.ts";
import { useTags } from "../api/tags.ts";
import { useWorkspaces } from "../api/workspaces.ts";
import { isMac, namesOf } from "../commands/key-combo.ts";
import { commands } from "../commands/use-commands.ts";
import { words as commandWords } from "../commands/words.ts";
import type { Findable } from "./rank.ts";
import { pageWords, words } from "./words.ts";

export interface Entry extends Findable {
  /** Where it belongs: a heading of the commands, "Articles" … */
  group: string;
  /** Its first keys as they are printed; empty without any. */
  keys: readonly string[];
  run: () => void;
}

const PAGES = ["", "assignments", "annotations", "codebook", "activity", "members", "audit", "settings"] as const;

/** All that can be chosen by name on this page: commands first, then where one can go. */
export function useEntries(): readonly Entry[] {
  // As they were when it opened: that takes the keyboard, and with it what there is to do.
  const [here] = useState(commandEntries);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const inWorkspace = useMatch("/w/:workspaceId/*")?.params.workspaceId;
  const articleId = useMatch("/a/:articleId/*")?.params.articleId;
  const { data: article } = useArticle(articleId);
  const workspaceId = inWorkspace ?? article?.workspaceId;
  const { data: workspaces } = useWorkspaces();
  const { data: articles } = useArticles(workspaceId);
  const { data: tags } = useTags(inWorkspace);
  const people = useMembersByActor(inWorkspace);

  return useMemo(() => {
    const leadsTo = (id: string, title: string, path: string, group: string, also?: string): Entry => ({
      id,
      title,
      also,
      group,
      keys: [],
      run: () => void navigate(path),
    });
    const current = workspaces?.find(({ id }) => id === workspaceId);
    const { groups } = words;
    return [
      ...here,
      ...(current
        ? pagesOf(current).map(({ path, label }) => leadsTo(`page${path}`, label, path, groups.pages, current.name))
        : []),
      leadsTo("page/", words.home, "/", groups.pages),
      leadsTo("page/notices", words.notices, "/notices", groups.pages),
      leadsTo("page/account", words.account, "/account", groups.pages),
      leadsTo("page/recovered", words.recovered, "/recovered", groups.pages),
      ...(articles ?? []).map(({ id, title, source, author }) =>
        leadsTo(`article/${id}`, title, `/a/${id}`, groups.articles, `${source ?? ""} ${author ?? ""}`),
      ),
      ...(workspaces ?? []).map(({ id, name }) => leadsTo(`workspace/${id}`, name, `/w/${id}`, groups.workspaces)),
      ...(inWorkspace ? (tags ?? []) : []).map((tag) =>
        leadsTo(
          `tagged/${tag.id}`,
          words.annotationsTagged(tag.path),
          `/w/${inWorkspace}/annotations?tag=${encodeURIComponent(tag.id)}`,
          groups.tags,
        ),
      ),
      ...[...people].map(([actor, { name }]) =>
        leadsTo(
          `author/${actor}`,
          words.annotationsBy(name),
          `/w/${inWorkspace}/annotations?author=${encodeURIComponent(actor)}`,
          groups.people,
        ),
      ),
    ].filter(({ id }) => id !== `article/${articleId}` && id !== `page${pathname}`);
  }, [here, navigate, pathname, inWorkspace, articleId, workspaceId, workspaces, articles, tags, people]);
}

function commandEntries(): Entry[] {
  return commands
    .named()
    .filter(({ id }) => id !== "app.palette")
    .sort((a, b) => a.group.rank - b.group.rank)
    .map((command) => {
      const [combo] = command.keys ?? [];
      return {
        id: command.id,
        title: command.title,
        also: command.also,
        group: command.group.title,
        keys: combo ? namesOf(combo, commandWords.names, isMac()) : [],
        run: () => void command.run?.({ by: "name", exact: false, digit: 0 }),
      };
    });
}

function pagesOf({ id, me }: Workspace): { path: string; label: string }[] {
  return PAGES.filter((page) => page !== "audit" || can(me.role, "see-audit")).map((page) => ({
    path: page === "" ? `/w/${id}` : `/w/${id}/${page}`,
    label: pageWords[page === "" ? "articles" : page],
  }));
}
