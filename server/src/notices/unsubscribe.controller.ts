import { Controller, Get, Header, HttpCode, Param, Post } from "@nestjs/common";
import { ApiRoute } from "../platform/http/api-route.ts";
import { Public } from "../platform/http/public.ts";
import { NoticeSettingsService } from "./notice-settings.service.ts";

/** Reached from mail, signed in or not: the address holds a token of 192 bits, and all it can do is to end the mail. */
@Public()
@Controller("api/notices/unsubscribe")
export class UnsubscribeController {
  constructor(private readonly settings: NoticeSettingsService) {}

  /** Changes nothing: programs that look at mail open its links. */
  @Get(":token")
  @Header("Content-Type", "text/html; charset=utf-8")
  @ApiRoute({
    summary: "A page that asks whether to end the mail",
    public: true,
    status: 200,
    contentType: "text/html",
  })
  ask(): string {
    return page("End these mails?", '<form method="post"><button type="submit">End the mails</button></form>');
  }

  @Post(":token")
  @HttpCode(200)
  @Header("Content-Type", "text/html; charset=utf-8")
  @ApiRoute({
    summary: "End the mail of notices (RFC 8058)",
    description: "The same for a token that nobody has: nothing is told of whose it is.",
    public: true,
    status: 200,
    contentType: "text/html",
  })
  async end(@Param("token") token: string): Promise<string> {
    await this.settings.unsubscribe(token);
    return page("You get no more mail of notices", "<p>Your account's page can switch it on again.</p>");
  }
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Postil</title>
<style>
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { max-width: 32rem; margin: 4rem auto; padding: 0 1rem }
  button { font: inherit; padding: 0.5rem 1rem; min-height: 2.75rem }
</style>
<main><h1>${title}</h1>${body}</main></html>`;
}
