import { z } from "zod";

/** Where mail is handed over. */
export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte (smtps); otherwise STARTTLS where the server offers it. */
  secure: boolean;
  auth: { user: string; pass: string } | null;
}

/** The sender of every mail. `name` may be empty. */
export interface MailFrom {
  name: string;
  address: string;
}

/** `smtp://user:password@host:port`: port 587 and STARTTLS, or `smtps://`: port 465 and TLS from the start. */
export const smtpUrlSchema = z.string().transform((value, context): SmtpSettings => {
  const url = URL.canParse(value) ? new URL(value) : null;
  const scheme = url?.protocol === "smtp:" || url?.protocol === "smtps:";
  const bare = url && (url.pathname === "" || url.pathname === "/") && !url.search && !url.hash;
  const user = url && decoded(url.username);
  const pass = url && decoded(url.password);
  if (!url || !scheme || !bare || url.hostname === "" || typeof user !== "string" || typeof pass !== "string") {
    context.addIssue("not an SMTP address");
    return z.NEVER;
  }
  const secure = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, "$1"),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    auth: user === "" ? null : { user, pass },
  };
});

/** `postil@example.org` or `Postil <postil@example.org>`. */
export const mailFromSchema = z.string().transform((value, context): MailFrom => {
  const named = /^"?([^<>"\p{Cc}]*?)"?\s*<([^<>]+)>$/u.exec(value);
  const address = z.email().safeParse(named?.[2] ?? value);
  if (!address.success) {
    context.addIssue("not a sender");
    return z.NEVER;
  }
  return { name: named?.[1]?.trim() ?? "", address: address.data };
});

/** null when its percent signs make no sense. */
function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
