import { MAX_SOURCE_BYTES } from "@postil/shared/schema/article";
import { ApiError } from "../api/http.ts";
import { words } from "./words.ts";

export interface UploadItem {
  id: number;
  name: string;
  /** `refused`: `message` says why. `sending`: `progress` is 0 to 1. */
  state: "waiting" | "sending" | "added" | "refused" | "cancelled";
  progress: number;
  message: string | null;
  articleId: string | null;
}

/** Whether any of them is still to come. */
export function isRunning(items: readonly UploadItem[]): boolean {
  return items.some(({ state }) => state === "waiting" || state === "sending");
}

interface Answer {
  items: { id: string }[];
}
export type SendFile = (
  file: File,
  options: { signal: AbortSignal; onProgress: (fraction: number) => void },
) => Promise<Answer>;

/**
 * Sends files one after another, so that each is taken or refused by itself. Lives outside the page: looking at
 * another one meanwhile stops nothing.
 */
export class UploadQueue {
  private list: readonly UploadItem[] = [];
  private readonly files = new Map<number, File>();
  private readonly listeners = new Set<() => void>();
  private readonly send: SendFile;
  private readonly onAdded: () => void;
  private current: { id: number; abort: AbortController } | null = null;
  private nextId = 1;

  constructor(send: SendFile, onAdded: () => void) {
    this.send = send;
    this.onAdded = onAdded;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly items = (): readonly UploadItem[] => this.list;

  add(files: readonly File[]): void {
    for (const file of files) {
      const item: UploadItem = {
        id: this.nextId++,
        name: file.name,
        state: "waiting",
        progress: 0,
        message: null,
        articleId: null,
      };
      this.list = [...this.list, item];
      if (file.size > MAX_SOURCE_BYTES) {
        this.refuse(item.id, words.uploads.tooLarge(MAX_SOURCE_BYTES / 1024 / 1024));
      } else {
        this.files.set(item.id, file);
      }
    }
    this.tell();
    if (!this.current) void this.work();
  }

  /** Something that is no file: only its refusal is shown. */
  addRefused(name: string, message: string): void {
    const item: UploadItem = { id: this.nextId++, name, state: "refused", progress: 0, message, articleId: null };
    this.list = [...this.list, item];
    this.tell();
  }

  /** Stops what is under way and takes back what waits. What was added stays. */
  cancel(): void {
    this.files.clear();
    this.list = this.list.map((item) => (item.state === "waiting" ? { ...item, state: "cancelled" } : item));
    this.current?.abort.abort();
    this.tell();
  }

  /** Forgets what is over. */
  clear(): void {
    this.list = this.list.filter((item) => isRunning([item]));
    this.tell();
  }

  private async work(): Promise<void> {
    for (;;) {
      const next = this.list.find(({ state }) => state === "waiting");
      const file = next && this.files.get(next.id);
      if (!next || !file) break;
      this.files.delete(next.id);
      await this.sendOne(next.id, file);
    }
    this.current = null;
  }

  private async sendOne(id: number, file: File): Promise<void> {
    const abort = new AbortController();
    this.current = { id, abort };
    this.change(id, { state: "sending" });
    try {
      const onProgress = (progress: number) => this.change(id, { progress });
      const answer = await this.send(file, { signal: abort.signal, onProgress });
      this.change(id, { state: "added", progress: 1, articleId: answer.items[0]?.id ?? null });
      this.onAdded();
    } catch (error) {
      if (abort.signal.aborted) this.change(id, { state: "cancelled" });
      else this.refuse(id, reasonOf(error, file.name));
    }
  }

  private refuse(id: number, message: string): void {
    this.change(id, { state: "refused", message });
  }

  private change(id: number, part: Partial<UploadItem>): void {
    this.list = this.list.map((item) => (item.id === id ? { ...item, ...part } : item));
    this.tell();
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

/** The reason without the file's name, which stands beside it. */
function reasonOf(error: unknown, name: string): string {
  if (!(error instanceof ApiError)) return words.uploads.unknown;
  const reason = error.details.find(({ path }) => path.startsWith("files"))?.message ?? error.message;
  const prefix = `“${name}”: `;
  return reason.startsWith(prefix) ? reason.slice(prefix.length) : reason;
}
