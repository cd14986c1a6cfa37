import type { InviteResult } from "@postil/shared/schema/invitation";
import { expect, it } from "vitest";
import { inviteCsv } from "./invite-csv.ts";

const result = (entry: string, name: string | null, outcome: InviteResult["outcome"]): InviteResult => ({
  ...{ entry, name, outcome, email: outcome === "not-an-address" ? null : entry, invitation: null },
});

it("invitations as CSV quote what has to be quoted and run nothing in a spreadsheet", () => {
  const csv = inviteCsv([
    result("a@x.org", 'Lee, "Bo"', "member"),
    result('=HYPERLINK("http://x")', null, "not-an-address"),
  ]);
  expect(csv).toBe(
    "\ufeffemail,name,outcome,link,expires_at\r\n" +
      'a@x.org,"Lee, ""Bo""",member,,\r\n' +
      '"\'=HYPERLINK(""http://x"")",,not-an-address,,\r\n',
  );
});
