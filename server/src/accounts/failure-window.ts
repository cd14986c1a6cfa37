/** More names than this are not remembered: what is oldest goes first, so that guessing can't fill the memory. */
const MOST_NAMES = 50_000;

interface Failures {
  count: number;
  endsAt: number;
}

/** Counts failures per name in windows that begin with the first of them. */
export class FailureWindow {
  private readonly names = new Map<string, Failures>();

  /** `now` in ms, for tests. */
  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly now: () => number = Date.now,
    private readonly mostNames = MOST_NAMES,
  ) {}

  /** How long the name has to wait; 0 while it may go on. */
  waitMs(name: string): number {
    const failures = this.current(name);
    return failures && failures.count >= this.limit ? failures.endsAt - this.now() : 0;
  }

  add(name: string): void {
    const failures = this.current(name);
    if (failures) {
      failures.count += 1;
      return;
    }
    if (this.names.size >= this.mostNames) {
      const oldest = this.names.keys().next();
      if (!oldest.done) this.names.delete(oldest.value);
    }
    this.names.set(name, { count: 1, endsAt: this.now() + this.windowMs });
  }

  takeBack(name: string): void {
    const failures = this.current(name);
    if (failures && failures.count > 0) failures.count -= 1;
  }

  clear(name: string): void {
    this.names.delete(name);
  }

  private current(name: string): Failures | undefined {
    const failures = this.names.get(name);
    if (failures && failures.endsAt <= this.now()) {
      this.names.delete(name);
      return undefined;
    }
    return failures;
  }
}
