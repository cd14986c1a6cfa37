/** Runs at most `concurrency` tasks at once and keeps at most `waiting` more in line. */
export class BoundedQueue {
  private running = 0;
  private readonly line: (() => void)[] = [];

  /** `overflow` makes the error for a task that finds the line full. */
  constructor(
    private readonly concurrency: number,
    private readonly waiting: number,
    private readonly overflow: () => Error,
  ) {}

  async run<T>(task: () => Promise<T>): Promise<T> {
    if (this.running < this.concurrency) this.running += 1;
    else {
      if (this.line.length >= this.waiting) throw this.overflow();
      // Whoever finishes hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => this.line.push(resolve));
    }
    try {
      return await task();
    } finally {
      const next = this.line.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
