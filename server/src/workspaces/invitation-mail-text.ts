import type { Role } from "@postil/shared/schema/role";

interface Told {
  name: string | null;
  role: Role;
  workspace: string;
  invitedBy: string;
  expiresAt: Date;
  url: string;
}

/**
 * The words of an invitation by mail, as plain text. Names were typed by people: line breaks and control characters in
 * them become spaces, so that none can begin a line of its own.
 */
export function invitationMail(told: Told): { subject: string; text: string } {
  const workspace = oneLine(told.workspace);
  const invitedBy = oneLine(told.invitedBy);
  const until = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(told.expiresAt);
  const lines = [
    told.name === null ? "Hello," : `Hello ${oneLine(told.name)},`,
    "",
    `${invitedBy} invites you to take part in “${workspace}” as ${told.role}. It is a workspace on Postil, where people read and annotate the same texts together.`,
    "",
    `To accept, open this link by ${until}:`,
    told.url,
    "",
    "It works once, for the account with this e-mail address; you can make one there. If you don't know what this is about, you need do nothing.",
    "",
  ];
  return { subject: `Invitation to “${workspace}”`, text: lines.join("\n") };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, " ").trim();
}
