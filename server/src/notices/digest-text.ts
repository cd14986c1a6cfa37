import type { Notice } from "@postil/shared/schema/notice";
import { whoDid } from "@postil/shared/schema/who-did";

/** Lines in one mail; what is beyond stays on the bell. */
export const MOST_LINES = 50;

export interface DigestText {
  subject: string;
  text: string;
}

/**
 * What a digest says. It names people, articles and assignments, and quotes nothing: a mail stays where it is when a text
 * is deleted, or when somebody may not read it any more.
 */
export function digestText(
  notices: readonly Notice[],
  { origin, unsubscribe, more }: { origin: string; unsubscribe: string; more: boolean },
): DigestText {
  const only = notices.length === 1 && !more ? notices[0] : undefined;
  const subject = only ? `Postil: ${sentence(only)}` : `Postil: ${more ? "more than " : ""}${notices.length} notices`;
  const lines = notices.map((notice) => `${sentence(notice)}\n${notice.workspace.name}\n${origin}${notice.path}`);
  const rest = more ? [`There is more: ${origin}/notices`] : [];
  const foot = [
    "-- ",
    `You get this because you have chosen to. What you are told of: ${origin}/account#notices`,
    `No more mail: ${unsubscribe}`,
  ].join("\n");
  return { subject: oneLine(subject), text: `${[...lines, ...rest, foot].join("\n\n")}\n` };
}

/** One line, without a full stop. */
export function sentence(notice: Notice): string {
  const { kind, count, thread, assignment } = notice;
  const who = whoDid(notice);
  const article = `“${thread?.article.title ?? ""}”`;
  const title = `“${assignment?.title ?? ""}”`;
  switch (kind) {
    case "mention":
      return oneLine(count === 1 ? `${who} mentioned you in ${article}` : `${count} mentions by ${who} in ${article}`);
    case "reply":
      return oneLine(count === 1 ? `${who} replied in ${article}` : `${count} replies by ${who} in ${article}`);
    case "assigned":
      return oneLine(`${who} asked you to settle a thread in ${article}`);
    case "opened":
      return oneLine(`${title} is open${dueWords(assignment)}`);
    case "due-soon":
      return oneLine(`${title} is due soon${dueWords(assignment)}`);
    case "reminded":
      return oneLine(`A reminder of ${title}${dueWords(assignment)}`);
    case "extended":
      return oneLine(`You have more time for ${title}${dueWords(assignment)}`);
    case "revealed":
      return oneLine(`The work on ${title} is open to its people now`);
  }
}

/** In the assignment's own zone: a mail doesn't know its reader's. */
function dueWords(assignment: Notice["assignment"]): string {
  if (!assignment?.dueAt) return "";
  const { dueAt, timeZone } = assignment;
  const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone });
  return `, due ${when.format(new Date(dueAt))} (${timeZone})`;
}

/** Names and titles are anybody's: none of them begins a line of its own. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
}
