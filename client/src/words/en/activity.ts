import type { ActivityItem, ActivityKind } from "@postil/shared/schema/activity";
import type { AuditKind } from "@postil/shared/schema/audit";
import { formatList, formatNumber } from "../../ui/format.ts";

/** A sentence with slots, from how many are told of together and a role, where there is one. */
export type Tell = (count: number, role: string | null) => string;
type Change = ActivityItem["changes"][number];

const n = (count: number) => formatNumber(count);
const threads = (count: number) => (count === 1 ? "a thread" : `${n(count)} threads`);
const others = (count: number) => (count === 2 ? "1 other" : `${n(count - 1)} others`);

export const activity = {
  title: "Activity",
  lead: "What happened here, as far as you may see it.",
  error: "What happened can't be shown",
  emptyTitle: "Nothing has happened yet",
  emptyText: "What people annotate, write and change in this workspace will stand here.",
  noneFit: "Nothing fits these filters",
  more: "Show earlier",
  moreFailed: "What was before can't be fetched just now.",
  fresh: (count: number, more: boolean) => `Show ${more ? "more than " : ""}${count} new`,
  kind: "Kind",
  person: "Person",
  me: "You",
  unknown: "No longer here",
  since: "From",
  until: "to",
  clear: "Clear filters",
  somebody: "Somebody",
  anArticle: "an article",
  kinds: {
    annotations: "Annotations",
    comments: "Comments",
    threads: "Threads resolved or assigned",
    codebook: "Codebook",
    articles: "Articles",
    members: "Members",
    assignments: "Assignments",
  } satisfies Record<ActivityKind, string>,
  layers: { private: "in your private layer", blind: "in a blind layer", consensus: "in the agreed layer" },
  change: ({ kind, path, from, to }: Change): string => {
    switch (kind) {
      case "renamed":
        return `renamed ${from} to ${to}`;
      case "moved":
        return to ? `moved ${path} under ${to}` : `moved ${path} to the top level`;
      case "merged":
        return `merged ${path} into ${to}`;
      case "unmerged":
        return `took the merge of ${path} back`;
      case "reordered":
        return `put ${path} in another place`;
      case "redefined":
        return `redefined ${path}`;
      case "marked":
        return `changed how ${path} looks`;
      case "unarchived":
        return `took ${path} out of the archive`;
      default:
        return `${kind} ${path}`;
    }
  },
  /**
   * Who did what. {who}, {subject}: a person; {article}, {assignment}, {codebook}: a link; {thing}: a name; {place}:
   * " in your private layer", or nothing. `role` as it is called on lists.
   */
  sentences: {
    annotated: (count) =>
      count === 1 ? "{who} annotated {article}{place}" : `{who} made ${n(count)} annotations in {article}{place}`,
    published: (count) =>
      `{who} published ${count === 1 ? "an annotation" : `${n(count)} annotations`} to the team in {article}`,
    commented: (count) =>
      count === 1 ? "{who} commented in {article}{place}" : `{who} wrote ${n(count)} comments in {article}{place}`,
    resolved: (count) => `{who} resolved ${threads(count)} in {article}{place}`,
    reopened: (count) => `{who} reopened ${threads(count)} in {article}{place}`,
    assigned: () => "{who} assigned a thread in {article} to {subject}{place}",
    unassigned: (count) => `{who} left open who is to settle ${threads(count)} in {article}{place}`,
    "codebook-changed": () => "{who} changed the {codebook}",
    "codebook-version": () => "{who} kept the codebook as “{thing}”",
    "article-added": (count) => (count === 1 ? "{who} added {article}" : `{who} added ${n(count)} articles`),
    "text-corrected": () => "{who} corrected the text of {article}",
    "article-changed": () => "{who} changed the title or details of {article}",
    "article-deleted": (count) => (count === 1 ? "{who} deleted {article}" : `{who} deleted ${n(count)} articles`),
    "member-joined": (count, role) =>
      count > 1
        ? `{who} and ${others(count)} joined`
        : role === null
          ? "{who} joined"
          : `{who} joined as ${role.toLowerCase()}`,
    "member-left": (count) =>
      count === 1 ? "{who} left the workspace" : `{who} and ${others(count)} left the workspace`,
    "member-removed": (count) => (count === 1 ? "{who} removed {subject}" : `{who} removed ${n(count)} members`),
    "role-changed": (_, role) => `{who} made {subject} ${(role ?? "").toLowerCase()}`,
    "assignment-published": () => "{who} published the assignment {assignment}",
    "assignment-opened": () => "The assignment {assignment} opened",
    "assignment-submitted": (count) =>
      count === 1 ? "{who} submitted {assignment}" : `{who} and ${others(count)} submitted {assignment}`,
    "assignment-revealed": () => "{who} revealed {assignment}",
    "consensus-opened": () => "{who} opened the agreed layer of {article} in {assignment}",
  } satisfies Record<ActivityItem["type"], Tell> as Record<ActivityItem["type"], Tell>,
  /** The codebook as a link in a sentence. */
  codebook: "codebook",
  roleIsNow: (role: string) => `{who} is ${role.toLowerCase()} now`,
  revealedByItself: "{assignment} was revealed",
  andMore: (things: readonly string[], more: number) =>
    formatList(more > 0 ? [...things, `${more} more`] : [...things]),
  asked: {
    title: "Asked of you",
    error: "What is asked of you can't be shown",
    due: "due",
    overdue: "overdue since",
    opens: "opens",
    whenever: "no due date",
    articles: (done: number, all: number) => `${done} of ${all === 1 ? "1 article" : `${all} articles`} done`,
    begun: (begun: number, all: number) => `${begun} of ${all === 1 ? "1 article" : `${all} articles`} begun`,
  },
  news: {
    title: "Since you last looked",
    error: "What happened can't be shown",
    all: (workspace: string) => `All that happened in ${workspace}`,
    more: (workspace: string) => `More in ${workspace}`,
    seen: "Mark all as seen",
  },
  audit: {
    title: "Audit",
    lead: "Who did what that owners answer for. Only owners see this.",
    fair: "Sign-ins stand here for members only, from the day they joined until they leave: that they signed in and when, never from where. Work that is blind to you stays out until its reveal.",
    error: "The audit list can't be shown",
    ownersOnlyTitle: "Only owners see this list",
    ownersOnlyText:
      "It tells who signed in, changed roles, moderated, exported and revealed. Ask an owner of the workspace.",
    emptyTitle: "Nothing recorded yet",
    csv: "Export as CSV",
    columns: { at: "When", person: "Who", what: "What", about: "About", details: "Details" },
    system: "The server",
    by: "by",
    kinds: {
      "sign-ins": "Sign-ins",
      members: "Members",
      roles: "Roles",
      invitations: "Invitations",
      moderation: "Moderation",
      assignments: "Assignments and reveals",
      exports: "Exports",
      settings: "Settings",
      codebook: "Merged and deleted tags",
      articles: "Articles",
      other: "Other",
    } satisfies Record<AuditKind, string>,
    what: (what: string): string => WHAT[what] ?? what.replaceAll("-", " "),
  },
};

const WHAT: Record<string, string> = {
  "signed-in": "signed in",
  "signed-out": "signed out",
  "invitation-accepted": "accepted an invitation",
  "invitation-created": "made an invitation",
  "invitation-revoked": "revoked an invitation",
  "member-left": "left",
  "member-removed": "removed",
  "member-made-pseudonym": "made a pseudonym of a former member",
  "role-changed": "changed the role of",
  "ownership-handed-over": "handed the workspace over to",
  "invitation-sent-again": "sent an invitation again",
  "invitation-link-made": "made a new link for an invitation",
  "workspace-created": "made the workspace",
  "workspace-changed": "changed the settings",
  "annotation-moved": "moved an annotation",
  "annotation-tagged": "tagged an annotation",
  "annotation-untagged": "took a tag off an annotation",
  "annotation-deleted": "deleted an annotation",
  "annotation-restored": "restored an annotation",
  "annotations-erased": "erased annotations for good",
  "comment-deleted": "deleted a comment",
  "comment-restored": "restored a comment",
  "tags-merged": "merged tags",
  "tags-unmerged": "took a merge of tags back",
  "tags-removed": "deleted tags",
  "article-changed": "changed an article's details",
  "article-deleted": "deleted an article",
  "annotations-exported": "exported annotations",
  "codebook-exported": "exported the codebook",
  "progress-exported": "exported an assignment's progress",
  "audit-exported": "exported this list",
  "assignment-published": "published an assignment",
  "assignment-changed": "changed an assignment",
  "assignment-deleted": "deleted an assignment",
  "assignment-restored": "restored an assignment",
  "assignment-revealed": "revealed an assignment",
  "assignment-extended": "extended an assignment for",
  "consensus-opened": "opened an agreed layer",
  "group-created": "made a group",
  "group-renamed": "renamed a group",
  "group-people-changed": "changed who is in a group",
  "group-deleted": "deleted a group",
  "layer-restored": "restored a layer from its history",
};
