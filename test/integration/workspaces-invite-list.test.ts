import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import type { MemberGroup } from "@postil/shared/schema/group";
import type { Invitation, InvitationPreview, InviteManyAnswer } from "@postil/shared/schema/invitation";
import type { Page } from "@postil/shared/schema/text-fields";
import type { Workspace } from "@postil/shared/schema/workspace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ErrorBody, good, HttpClient } from "../support/http-client.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let mail: MailServer;
let server: TestServer;
let place: TestWorkspace;
let instructor: HttpClient;

beforeAll(async () => {
  mail = await startMailServer();
  server = await startTestServer({ env: mail.env });
  place = await makeWorkspace(server.url, "Course", "Ada");
  instructor = await place.join("instructor", "Ines");
});
afterAll(async () => {
  await server?.close();
  await mail?.close();
});

const path = (rest = "") => `/api/workspaces/${place.workspaceId}/invitations${rest}`;
const invite = (list: string, more: object = {}, client = instructor) =>
  client.post<InviteManyAnswer>(path("/batch"), { list, role: "annotator", mail: false, ...more });
const outcomes = ({ items }: InviteManyAnswer) => items.map(({ email, outcome }) => `${email ?? "-"} ${outcome}`);
const open = async () => good(await instructor.get<Page<Invitation>>(path("?limit=200"))).items;
const pending = async (email: string) => (await open()).find((one) => one.email === email);
const accept = (client: HttpClient, token: string | undefined) =>
  client.post<Workspace & ErrorBody>(`/api/invitations/${token}/accept`);
const tokenIn = (text: string) => /\/invitation\/([\w-]{43})/.exec(text)?.[1];
async function refusal(answer: Promise<{ status: number; body: unknown }>): Promise<string> {
  const { status, body } = await answer;
  const { error } = body as ErrorBody;
  const paths = Array.isArray(error.details) ? (error.details as { path: string }[]).map((one) => one.path) : [];
  return [status, error.code, ...paths].join(" ");
}

describe("a pasted list", () => {
  it("invites each address once, says of every entry what became of it, and gives each a link of its own", async () => {
    await HttpClient.register(server.url, "Mia", "mia@example.org").then(async (mia) => {
      const { token } = good(await place.owner.post<Invitation>(path(), { role: "viewer" }));
      good(await accept(mia, token));
    });
    good(await invite("first@example.org"));
    const list =
      "Ann Lee <ann@example.org>, Bo@Example.org; first@example.org\nMIA@example.org\nno one\nbo@example.org";
    const answer = good(await invite(list, { expiresInDays: 30 }));
    expect(outcomes(answer)).toEqual([
      "ann@example.org invited",
      "Bo@Example.org invited",
      "first@example.org already-invited",
      "MIA@example.org member",
      "- not-an-address",
      "bo@example.org repeated",
    ]);
    const [ann, bo] = answer.items.map(({ invitation }) => invitation);
    expect(ann).toMatchObject({ name: "Ann Lee", invitedBy: "Ines", role: "annotator", mail: null });
    expect(ann?.url).toBe(`${server.url}/invitation/${ann?.token}`);
    expect(ann?.token).not.toBe(bo?.token);
    expect(Date.parse(ann?.expiresAt ?? "") - Date.parse(ann?.createdAt ?? "")).toBe(30 * 86_400_000);
    expect(answer.items.slice(2).every(({ invitation }) => invitation === null)).toBe(true);
    const wrong = await HttpClient.register(server.url, "Bo", "bo@example.org");
    expect(await refusal(accept(wrong, ann?.token))).toBe("403 other_address");
    expect((await accept(wrong, bo?.token)).body.me.role).toBe("annotator");
  });

  it("puts who accepts into the chosen groups that are there still, at any way of joining", async () => {
    const group = async (name: string) =>
      good(await instructor.post<MemberGroup>(`/api/workspaces/${place.workspaceId}/groups`, { name }));
    const [kept, gone] = [await group("Monday"), await group("Tuesday")];
    const { items } = good(await invite("eva@example.org", { groups: [kept.id, gone.id] }));
    expect(items[0]?.invitation?.groups).toEqual([
      { id: kept.id, name: "Monday" },
      { id: gone.id, name: "Tuesday" },
    ]);
    good(await instructor.delete(`/api/groups/${gone.id}`));
    const invitation = items[0]?.invitation?.token;
    const eva = new HttpClient(server.url);
    const body = { email: "eva@example.org", name: "Eva", password: "a long password", invitation };
    good(await eva.post("/api/auth/register", body));
    const groups = good(await instructor.get<Page<MemberGroup>>(`/api/workspaces/${place.workspaceId}/groups`)).items;
    expect(groups).toMatchObject([{ id: kept.id, people: [await actorOf(eva, place.workspaceId)] }]);
    const foreign = await makeWorkspace(server.url, "Elsewhere");
    const theirs = await foreign.owner.post<MemberGroup>(`/api/workspaces/${foreign.workspaceId}/groups`, {
      name: "Theirs",
    });
    expect(await refusal(invite("x@example.org", { groups: [good(theirs).id] }))).toBe("422 invalid groups.0");
    expect(await pending("x@example.org")).toBeUndefined();
  });

  it("is refused whole when it is empty, too long or asks what its sender may not give", async () => {
    const before = (await open()).length;
    expect(await refusal(invite(" ;\n,"))).toBe("422 invalid list");
    const many = Array.from({ length: 201 }, (_, n) => `p${n}@example.org`).join("\n");
    const answer = await instructor.post<ErrorBody>(path("/batch"), { list: many, role: "annotator" });
    expect(answer.body.error.message).toContain("at most 200 at once");
    for (const role of ["owner", "instructor"])
      expect(await refusal(invite("up@example.org", { role }))).toBe("403 forbidden");
    for (const role of ["annotator", "commenter", "viewer"] as const) {
      const member = await place.join(role);
      expect(await refusal(invite("up@example.org", { role: "viewer" }, member))).toBe("403 forbidden");
    }
    const outsider = await HttpClient.register(server.url);
    expect(await refusal(invite("up@example.org", {}, outsider))).toBe("404 not_found");
    expect(await open()).toHaveLength(before);
  });

  it("shows instructors nothing of invitations to roles they can't give, nor lets them send those again", async () => {
    const { items } = good(await invite("chief@example.org", { role: "owner" }, place.owner));
    const id = items[0]?.invitation?.id;
    expect(await pending("chief@example.org")).toBeUndefined();
    expect(await refusal(instructor.post(path(`/${id}/send`), { mail: false }))).toBe("404 not_found");
    expect(await refusal(instructor.delete(path(`/${id}`)))).toBe("403 forbidden");
    expect(outcomes(good(await invite("chief@example.org")))).toEqual(["chief@example.org already-invited"]);
  });
});

describe("an invitation", () => {
  it("gets further links, all of them good until one is used, and is renewed when it has expired", async () => {
    const { items } = good(await invite("late@example.org"));
    const made = items[0]?.invitation;
    await server.dataSource.query("UPDATE invitation SET expires_at = now() WHERE id = $1", [made?.id]);
    const visitor = new HttpClient(server.url);
    expect((await visitor.get(`/api/invitations/${made?.token}`)).status).toBe(410);
    expect(Date.parse((await pending("late@example.org"))?.expiresAt ?? "")).toBeLessThanOrEqual(Date.now());
    const body = { mail: false, expiresInDays: 2 };
    const again = good(await instructor.post<Invitation>(path(`/${made?.id}/send`), body));
    expect(Date.parse(again.expiresAt)).toBeGreaterThan(Date.now() + 86_400_000);
    expect(again.token).not.toBe(made?.token);
    for (const token of [made?.token, again.token]) {
      expect((await visitor.get<InvitationPreview>(`/api/invitations/${token}`)).body.role).toBe("annotator");
    }
    const late = await HttpClient.register(server.url, "Late", "late@example.org");
    good(await accept(late, again.token));
    good(await late.delete(`/api/workspaces/${place.workspaceId}/members/${await actorOf(late, place.workspaceId)}`));
    for (const token of [made?.token, again.token])
      expect(await refusal(accept(late, token))).toBe("410 invitation_gone");
    expect(await refusal(instructor.post(path(`/${made?.id}/send`), { mail: false }))).toBe("404 not_found");
  });

  it("that has expired gives way to another to the same address", async () => {
    good(await invite("slow@example.org"));
    await server.dataSource.query("UPDATE invitation SET expires_at = now() WHERE email = 'slow@example.org'");
    expect(outcomes(good(await invite("slow@example.org")))).toEqual(["slow@example.org invited"]);
    expect((await open()).filter(({ email }) => email === "slow@example.org")).toHaveLength(1);
  });

  it("that is revoked takes all its links along", async () => {
    const { items } = good(await invite("off@example.org"));
    const id = items[0]?.invitation?.id;
    const { token } = good(await instructor.post<Invitation>(path(`/${id}/send`), { mail: false }));
    good(await instructor.delete(path(`/${id}`)));
    expect((await new HttpClient(server.url).get(`/api/invitations/${token}`)).status).toBe(410);
    expect(await refusal(instructor.post(path(`/${id}/send`), { mail: false }))).toBe("404 not_found");
  });
});

describe("a link to another's invitation", () => {
  it("is no way back in for who was given it and is removed, or has a lower role now", async () => {
    const { id, token } = good(await place.owner.post<Invitation>(path(), { role: "commenter" }));
    const copies: (string | undefined)[] = [];
    const leaving = await place.join("instructor", "Lou");
    const lowered = await place.join("instructor", "Lea");
    for (const client of [leaving, lowered, instructor]) {
      copies.push(good(await client.post<Invitation>(path(`/${id}/send`), { mail: false })).token);
    }
    const members = `/api/workspaces/${place.workspaceId}/members`;
    good(await place.owner.delete(`${members}/${await actorOf(leaving, place.workspaceId)}`));
    good(await place.owner.patch(`${members}/${await actorOf(lowered, place.workspaceId)}`, { role: "annotator" }));
    const statuses = [];
    for (const one of [...copies, token]) {
      statuses.push((await new HttpClient(server.url).get(`/api/invitations/${one}`)).status);
    }
    expect(statuses).toEqual([404, 404, 200, 200]);
    expect((await accept(leaving, copies[0])).status).toBe(404);
  });
});

describe("invitations by mail", () => {
  it("are sent in the background, each to its address alone with a link that works, and say so", async () => {
    const { items } = good(await invite("Uma Berg <uma@example.org>\nvic@example.org", { mail: true }));
    expect(items.map(({ invitation }) => invitation?.mail?.state)).toEqual(["waiting", "waiting"]);
    const [received] = await mail.received(1, "uma@example.org");
    expect(received).toMatchObject({ recipients: ["uma@example.org"], subject: "Invitation to “Course”" });
    expect(received?.text).toMatch(/^Hello Uma Berg,\n\nInes invites you to take part in “Course” as annotator\./);
    await expect.poll(async () => (await pending("uma@example.org"))?.mail?.state, { timeout: 20_000 }).toBe("sent");
    const token = tokenIn(received?.text ?? "");
    expect(token).not.toBe(items[0]?.invitation?.token);
    const stored = await server.dataSource.query("SELECT encode(token_hash, 'escape') AS hash FROM invitation_link");
    expect(JSON.stringify(stored)).not.toContain(token);
    const uma = await HttpClient.register(server.url, "Uma", "uma@example.org");
    good(await accept(uma, token));
    const id = items[1]?.invitation?.id;
    expect(await refusal(instructor.post(path(`/${id}/send`), { mail: true }))).toBe("429 too_many");
  });

  it("that fail say why and are sent again, without holding up the others", async () => {
    mail.refuse("wrong@example.org", 550);
    mail.refuse("busy@example.org", 450);
    good(await invite("wrong@example.org, busy@example.org, fine@example.org", { mail: true }));
    await mail.received(1, "fine@example.org");
    const state = async (email: string) => (await pending(email))?.mail;
    for (const email of ["busy@example.org", "wrong@example.org"]) {
      await expect.poll(async () => (await state(email))?.state, { timeout: 20_000 }).toBe("failed");
    }
    expect(await state("wrong@example.org")).toMatchObject({
      state: "failed",
      problem: expect.stringContaining("doesn't take mail for this address"),
    });
    expect((await state("busy@example.org"))?.problem).toContain("Send it again later");
    mail.refuse("busy@example.org", 0);
    const busy = await pending("busy@example.org");
    good(await instructor.post(path(`/${busy?.id}/send`), { mail: true }));
    await mail.received(1, "busy@example.org");
    await expect.poll(async () => (await state("busy@example.org"))?.state, { timeout: 20_000 }).toBe("sent");
  });

  it("that wait when the server stops are sent by the next", async () => {
    good(await invite("patient@example.org"));
    // As a server leaves it that is stopped before it comes to it.
    await server.dataSource.query(
      "UPDATE invitation SET mail_state = 'waiting', mail_at = now() WHERE email = 'patient@example.org'",
    );
    await server.restart();
    await mail.received(1, "patient@example.org");
  });

  it("don't hold up the stop where the mail server says nothing, and are sent by the next", async () => {
    const silent = createServer();
    const connected = once(silent, "connection");
    await once(silent.listen(0, "127.0.0.1"), "listening");
    const { port } = silent.address() as AddressInfo;
    try {
      await server.restart({ POSTIL_SMTP_URL: `smtp://127.0.0.1:${port}` });
      good(await invite("held@example.org", { mail: true }));
      await connected;
      // What is broken off goes back to those that wait; left as it was, nobody would take it for minutes.
      await server.restart();
      await mail.received(1, "held@example.org");
    } finally {
      silent.close();
    }
  });

  it("carry no header and no recipient that somebody typed", async () => {
    const hostile = await makeWorkspace(server.url, "Free %0d%0aBcc: victim@example.org", 'Eve" <victim@example.org>');
    const list = [
      "target@example.org\r\nBcc: victim@example.org",
      '"Zoe%0d%0aBcc: victim@example.org" <zoe@example.org>',
      "target2@example.org,<victim@example.org>extra",
      "zoe\u0000@example.org",
    ].join("\n");
    const answer = await hostile.owner.post<InviteManyAnswer>(
      `/api/workspaces/${hostile.workspaceId}/invitations/batch`,
      { list, role: "viewer", mail: true },
    );
    const invited = good(answer).items.filter(({ outcome }) => outcome === "invited");
    expect(invited.map(({ email }) => email)).toEqual(["target@example.org", "zoe@example.org", "target2@example.org"]);
    for (const { email } of invited) {
      const [received] = await mail.received(1, email ?? "");
      expect(received?.recipients).toEqual([email]);
      expect(received?.header("bcc")).toBeUndefined();
      expect(received?.header("cc")).toBeUndefined();
    }
    expect(mail.mails.some(({ recipients }) => recipients.includes("victim@example.org"))).toBe(false);
    for (const name of ["Line\nBcc: victim@example.org", "Line\u2028Bcc: x"]) {
      expect((await hostile.owner.patch(`/api/workspaces/${hostile.workspaceId}`, { name })).status).toBe(422);
    }
  });

  it("are as many a day as others' mail servers put up with", async () => {
    const busy = await makeWorkspace(server.url, "Busy");
    const many = (from: number) => Array.from({ length: 200 }, (_, n) => `p${from + n}@example.org`).join("\n");
    const send = (list: string, letters: boolean) =>
      busy.owner.post<InviteManyAnswer>(`/api/workspaces/${busy.workspaceId}/invitations/batch`, {
        ...{ list, role: "viewer", mail: letters },
      });
    // At the same moment, of three that would each find room for two hundred.
    const answers = await Promise.all([send(many(0), true), send(many(200), true), send(many(400), true)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
    good(await send(many(600), false));
    // The same one again is a mail too, and what was mailed stays counted when its workspace is gone.
    await server.dataSource.query("UPDATE invitation_mailing SET count = 250 WHERE count = 200");
    const open = `/api/workspaces/${busy.workspaceId}/invitations`;
    const last = good(await busy.owner.get<Page<Invitation>>(`${open}?limit=200`)).items.at(-1);
    await server.dataSource.query("UPDATE invitation SET mail_state = 'failed' WHERE id = $1", [last?.id]);
    expect(await refusal(busy.owner.post(`${open}/${last?.id}/send`, { mail: true }))).toBe("429 too_many");
    good(await busy.owner.delete(`/api/workspaces/${busy.workspaceId}`, { confirm: "Busy" }));
    const { body } = await busy.owner.post<Workspace>("/api/workspaces", { name: "Busy again" });
    const next = { list: "one@example.org", role: "viewer", mail: true };
    expect(await refusal(busy.owner.post(`/api/workspaces/${body.id}/invitations/batch`, next))).toBe("429 too_many");
  });

  it("are not promised by a server that sends none", async () => {
    await server.restart({ POSTIL_SMTP_URL: undefined, POSTIL_MAIL_FROM: undefined });
    const { items } = good(await invite("plain@example.org", { mail: true }));
    expect(items[0]?.invitation).toMatchObject({ mail: null, url: expect.stringContaining("/invitation/") });
    const id = items[0]?.invitation?.id;
    expect(await refusal(instructor.post(path(`/${id}/send`), { mail: true }))).toBe("409 no_mail");
  });
});
