import { setImmediate as nextTurn } from "node:timers/promises";
import { Injectable } from "@nestjs/common";
import type { Article, CreateArticleBody, ImportFields } from "@postil/shared/schema/article";
import { DataSource } from "typeorm";
import { invalid } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { AccessService, type Membership } from "../workspaces/access.ts";
import { toArticle } from "./article-answers.ts";
import { storeArticle } from "./article-store.ts";
import { type Draft, draftFromFile, draftFromPasted, type NamedBytes, refuseImport } from "./intake/drafts.ts";
import type { IntakeCode } from "./intake/refusal.ts";

/** Makes articles of pasted texts and of files: all of an import or nothing. */
@Injectable()
export class ArticleImporter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly events: Events,
  ) {}

  async fromPasted(userId: string, workspaceId: string, { text, ...described }: CreateArticleBody): Promise<Article[]> {
    await this.access.require(userId, workspaceId, "edit-articles");
    const draft = draftFromPasted(text, described);
    return this.store(userId, workspaceId, 1, () => draft);
  }

  /**
   * Every file is read before the first one is stored, and read again then: the texts of fifty files at once would
   * take several times the memory of their bytes.
   */
  async fromFiles(
    userId: string,
    workspaceId: string,
    files: readonly NamedBytes[],
    { importId, ...described }: ImportFields,
  ): Promise<Article[]> {
    const { workspaceId: workspace } = await this.access.require(userId, workspaceId, "edit-articles");
    if (files.length === 0) throw invalid([{ path: "files", message: "must hold at least one file" }]);
    if (files.length > 1 && described.title !== undefined) {
      throw invalid([{ path: "title", message: "goes with one file only: each of several gets its own" }]);
    }
    const bad: { index: number; name: string; code: IntakeCode }[] = [];
    for (const [index, file] of files.entries()) {
      const read = draftFromFile(file, described);
      if (!read.ok) bad.push({ index, name: file.name, code: read.code });
      // Reading takes some ms of CPU a file; people's edits go in between.
      await nextTurn();
    }
    if (bad.length > 0) throw refuseImport(bad, files.length);

    const draftAt = (index: number): Draft => {
      const file = files[index] as NamedBytes;
      const read = draftFromFile(file, described);
      if (!read.ok) throw refuseImport([{ index, name: file.name, code: read.code }], files.length);
      if (importId !== undefined) {
        const progress = {
          workspaceId: workspace,
          userId,
          importId,
          total: files.length,
          name: file.name.slice(0, 200),
        };
        this.events.emit("importProgress", { ...progress, done: index + 1 });
      }
      return read.draft;
    };
    return this.store(userId, workspaceId, files.length, draftAt);
  }

  private async store(
    userId: string,
    workspaceId: string,
    count: number,
    draftAt: (index: number) => Draft,
  ): Promise<Article[]> {
    const articles = await this.dataSource.transaction(async (manager) => {
      // Asked again: a role may have been taken away while a long upload ran.
      const membership: Membership = await this.access.require(userId, workspaceId, "edit-articles", manager);
      const stored: Article[] = [];
      for (let index = 0; index < count; index++) {
        const { article, layer } = await storeArticle(manager, membership, draftAt(index));
        stored.push(toArticle(article, [layer], membership));
      }
      return stored;
    });
    this.events.emit("changed", { workspaceId, topic: "articles" });
    return articles;
  }
}
