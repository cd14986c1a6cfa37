import type { ActivityItem, ActivityKind } from "@postil/shared/schema/activity";
import type { AuditKind } from "@postil/shared/schema/audit";

type Change = ActivityItem["changes"][number];

const list = new Intl.ListFormat("en", { type: "conjunction" });

export const words = {
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
  andMore: (things: readonly string[], more: number) =>
    list.format(more > 0 ? [...things, `${more} more`] : [...things]),
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
