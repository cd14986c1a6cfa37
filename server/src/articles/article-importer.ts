import { setImmediate as nextTurn } from "node:timers/promises";
import { Injectable } from "@nestjs/common";
import type { Article, CreateArticleBody, ImportFields } from "@postil/shared/schema/article";
import { cutText } from "@postil/shared/text/cut-text";
import { DataSource } from "typeorm";
import { invalid } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { Sandbox } from "../platform/sandbox/sandbox.ts";
import { AccessService } from "../workspaces/access.ts";
import { ownOrTeam } from "./article-access.ts";
import { toArticle } from "./article-answers.ts";
import { type PreparedArticle, prepareArticle, storeArticle } from "./article-store.ts";
import { draftFromFile, draftFromPasted, type NamedBytes, refuseImport } from "./intake/drafts.ts";
import type { IntakeCode } from "./intake/refusal.ts";

/** Makes articles of pasted texts and of files: all of an import or nothing. */
@Injectable()
export class ArticleImporter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly events: Events,
    private readonly sandbox: Sandbox,
  ) {}

  async fromPasted(userId: string, workspaceId: string, { text, ...described }: CreateArticleBody): Promise<Article[]> {
    await this.access.require(userId, workspaceId, "edit-articles");
    const article = prepareArticle(draftFromPasted(text, described));
    return this.store(userId, workspaceId, [article], () => {});
  }

  /**
   * Every file is read before the first one is stored. Each one's bytes give way to its document's, so that an import
   * never holds both of all; `files` are empty afterwards. `signal`: nobody waits any more.
   */
  async fromFiles(
    userId: string,
    workspaceId: string,
    files: NamedBytes[],
    { importId, ...described }: ImportFields,
    signal?: AbortSignal,
  ): Promise<Article[]> {
    await this.access.require(userId, workspaceId, "edit-articles");
    if (files.length === 0) throw invalid([{ path: "files", message: "must hold at least one file" }]);
    if (files.length > 1 && described.title !== undefined) {
      throw invalid([{ path: "title", message: "goes with one file only: each of several gets its own" }]);
    }
    const names = files.map((file) => file.name);
    const bad: { index: number; name: string; code: IntakeCode }[] = [];
    const articles: PreparedArticle[] = [];
    for (const [index, file] of files.entries()) {
      const read = await draftFromFile(file, described, this.sandbox, signal);
      if (!read.ok) bad.push({ index, name: file.name, code: read.code });
      else if (bad.length === 0) articles.push(prepareArticle(read.draft));
      file.bytes = null;
      // Reading takes some ms of CPU a file; people's edits go in between.
      await nextTurn();
    }
    if (bad.length > 0) throw refuseImport(bad, names.length);
    return this.store(userId, workspaceId, articles, (done) => {
      if (importId === undefined) return;
      const name = cutText(names[done - 1] as string, 200);
      this.events.emit("importProgress", { workspaceId, userId, importId, done, total: names.length, name });
    });
  }

  private async store(
    userId: string,
    workspaceId: string,
    articles: readonly PreparedArticle[],
    onStored: (done: number) => void,
  ): Promise<Article[]> {
    const answers = await this.dataSource.transaction(async (manager) => {
      // Asked again: a role may have been taken away while a long upload ran.
      const membership = await this.access.require(userId, workspaceId, "edit-articles", manager);
      const stored: Article[] = [];
      for (const prepared of articles) {
        const { article, layer } = await storeArticle(manager, membership, prepared);
        stored.push(toArticle(article, [ownOrTeam(layer, membership)]));
        onStored(stored.length);
      }
      return stored;
    });
    this.events.emit("changed", { workspaceId, topic: "articles" });
    return answers;
  }
}
