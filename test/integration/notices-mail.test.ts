import type { NoticeSettings } from "@postil/shared/schema/notice";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Digests } from "../../server/src/notices/digests.ts";
import { NoticeMaker } from "../../server/src/notices/notice-maker.ts";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { act, blindLayer, publish } from "../support/assignments.ts";
import { good } from "../support/http-client.ts";
import { type MailServer, startMailServer } from "../support/mail-server.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

const SECRET = "what only this thread says";

let mail: MailServer;
let server: TestServer;
let team: Workspace;
let lead: Person;
let ann: Person;
let ben: Person;
let place: ArticlePlace;
let address: string;

beforeAll(async () => {
  mail = await startMailServer();
  server = await startTestServer({ env: mail.env });
});
afterAll(async () => {
  await server?.close();
  await mail?.close();
});

beforeEach(async () => {
  team = await Workspace.create(server.url, "Floods", "Ada");
  lead = await team.join("instructor", "Ines");
  ann = await team.join("annotator", "Ann");
  ben = await team.join("annotator", "Ben Benedict");
  place = await team.article("On floods", "It holds a passage of some words.");
  address = good(await ann.client.get<{ user: { email: string } }>("/api/auth/me")).user.email;
});

async function choose(person: Person, change: (settings: NoticeSettings) => void): Promise<void> {
  const settings = good(await person.client.get<NoticeSettings>("/api/notices/settings"));
  change(settings);
  good(await person.client.put("/api/notices/settings", settings));
}

const hourly = (settings: NoticeSettings) => {
  settings.digest = "hourly";
};

async function thread(): Promise<string> {
  const [id] = await operate(ann, place.team, [{ op: "annotate", on: "article", note: SECRET }]);
  return id as string;
}

const reply = (person: Person, annotation: string) =>
  operate(person, place.team, [{ op: "comment", annotation, text: SECRET }]);

/** All that is stored is looked at, and all that is due sent. */
async function look(): Promise<void> {
  await server.app.get(NoticeMaker).look();
  await server.app.get(Digests).look();
}

/** As if so many minutes had gone by since the last mail, and since it failed. */
async function later(minutes: number): Promise<void> {
  await server.dataSource.query(
    `update notice_mail set mailed_at = mailed_at - make_interval(mins => $1),
            try_after = try_after - make_interval(mins => $1)`,
    [minutes],
  );
}

const mails = () => mail.mails.filter(({ recipients }) => recipients.includes(address));

describe("the digest", () => {
  it("is sent to nobody who has not asked for it", async () => {
    await reply(ben, await thread());
    await look();
    expect(mails()).toEqual([]);
  });

  it("tells what is unread, with links and without what people have written, once", async () => {
    await choose(ann, hourly);
    const id = await thread();
    await reply(ben, id);
    await reply(lead, id);
    await look();
    const [one] = await mail.received(1, address);
    expect(one).toMatchObject({ to: address, from: "postil@example.org" });
    expect(one?.subject).toBe("Postil: 2 replies by Ines and Ben Benedict in “On floods”");
    expect(one?.text).toContain(`${server.url}/a/${place.id}?layer=${place.team}&annotation=${id}\n`);
    expect(one?.raw).not.toContain(SECRET);
    expect(one?.header("bcc")).toBeUndefined();
    expect(one?.header("auto-submitted")).toBe("auto-generated");
    await later(61);
    await look();
    expect(mails()).toHaveLength(1);
  });

  it("comes at most once an hour, and leaves out what has been read, deleted, closed or switched off", async () => {
    await choose(ann, hourly);
    const threads = [await thread(), await thread(), await thread(), await thread()] as const;
    await reply(ben, threads[0]);
    await look();
    expect(mails()).toHaveLength(1);
    const [, deleted] = [await reply(ben, threads[1]), (await reply(ben, threads[2]))[0]];
    await reply(ben, threads[3]);
    await look();
    await later(59);
    await look();
    expect(mails()).toHaveLength(1);
    good(await ann.client.post("/api/notices/read", { layer: place.team, annotation: threads[1] }));
    await operate(ben, place.team, [{ op: "delete", target: deleted as string }]);
    await later(2);
    await look();
    expect(mails()).toHaveLength(2);
    const text = mails()[1]?.text ?? "";
    expect(threads.map((id) => text.includes(id))).toEqual([false, false, false, true]);
    await choose(ann, (settings) => {
      settings.kinds.reply.mail = false;
    });
    await reply(ben, threads[3]);
    await later(61);
    await look();
    expect(mails()).toHaveLength(2);
  });

  it("is tried again, later and later, while the mail server is away, and is not doubled by it", async () => {
    await choose(ann, hourly);
    await mail.stop();
    try {
      await reply(ben, await thread());
      await look();
      expect(good(await ann.client.get<{ mail: string }>("/api/health")).mail).toBe("failing");
      const [state] = await server.dataSource.query(
        `select failures, mailed_at as "mailedAt", try_after > now() as waits from notice_mail g
           join app_user u on u.id = g.user_id where u.email = $1`,
        [address],
      );
      expect(state).toEqual({ failures: 1, mailedAt: null, waits: true });
    } finally {
      await mail.start();
    }
    await look();
    expect(mails()).toEqual([]);
    await later(2);
    await look();
    expect(mails()).toHaveLength(1);
    expect(good(await ann.client.get<{ mail: string }>("/api/health")).mail).toBe("ok");
    await later(61);
    await look();
    expect(mails()).toHaveLength(1);
  });

  it("doesn't hold others up when an address takes none, nor write there again that day", async () => {
    await choose(ann, hourly);
    await choose(lead, hourly);
    mail.refuse(address, 550);
    const id = await thread();
    await reply(lead, id);
    await reply(ben, id);
    await look();
    const attempts = mail.attempts;
    await reply(ben, id);
    await later(120);
    await look();
    expect(mails()).toEqual([]);
    const leads = good(await lead.client.get<{ user: { email: string } }>("/api/auth/me")).user.email;
    expect(mail.mails.some(({ recipients }) => recipients.includes(leads))).toBe(true);
    expect(mail.attempts - attempts).toBeLessThanOrEqual(1);
  });

  it("ends by one click, without signing in; opening its address ends nothing", async () => {
    await choose(ann, hourly);
    await reply(ben, await thread());
    await look();
    const [one] = await mail.received(1, address);
    const url = /^<(.*)>$/.exec(one?.header("list-unsubscribe") ?? "")?.[1] ?? "";
    expect(one?.header("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
    expect(one?.text).toContain(url);
    const opened = await fetch(url);
    expect(opened.status).toBe(200);
    expect(await opened.text()).toContain("<form");
    const digest = async () => good(await ann.client.get<NoticeSettings>("/api/notices/settings")).digest;
    expect(await digest()).toBe("hourly");
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const clicked = await fetch(url, { method: "POST", headers, body: "List-Unsubscribe=One-Click" });
    expect(clicked.status).toBe(200);
    expect(await digest()).toBe("never");
    // Whoever guesses learns nothing.
    const guessed = await fetch(`${url.slice(0, -4)}AAAA`, { method: "POST", headers, body: "" });
    expect(guessed.status).toBe(200);
  });

  it("calls people in pseudonymous layers what everybody does, and says when work is due", async () => {
    await choose(ann, hourly);
    const dueAt = "2040-03-25T10:30:00.000Z";
    const body = { articles: [place.id], people: [ann.actor, ben.actor], kind: "blind", pseudonyms: true, dueAt };
    const assignment = await publish(lead, team.id, { ...body, title: "Week 1", timeZone: "Europe/Berlin" });
    const hers = await blindLayer(ann, assignment, place.id);
    const [id] = await operate(ann, hers.id, [{ op: "annotate", on: "article", note: SECRET }]);
    await act(lead, assignment, "reveal");
    await operate(ben, hers.id, [{ op: "comment", annotation: id as string, text: SECRET }]);
    await look();
    const [one] = await mail.received(1, address);
    expect(one?.text).toMatch(/Reader \d+ replied in “On floods”/);
    expect(one?.text).toContain("The work on “Week 1” is open to its people now");
    for (const trace of ["Benedict", ben.actor, SECRET]) expect(one?.raw).not.toContain(trace);
    const again = await publish(lead, team.id, { ...body, title: "Week 2", timeZone: "Europe/Berlin" });
    await later(61);
    await look();
    expect((await mail.received(2, address))[1]?.subject).toBe(
      "Postil: “Week 2” is open, due 25 Mar 2040, 12:30 (Europe/Berlin)",
    );
    expect(again.dueAt).toBe(dueAt);
  });
});
