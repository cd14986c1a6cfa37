interface Planned {
  at: number;
  order: number;
  run: () => void;
}

const real = {
  setTimeout: globalThis.setTimeout,
  clearTimeout: globalThis.clearTimeout,
  setImmediate: globalThis.setImmediate,
  dateNow: Date.now,
  performanceNow: performance.now,
};

/**
 * A clock that stands still until it is told to go on, and everybody's timers: what a run does depends on nothing but
 * its seed, and takes no longer than its work.
 */
export class VirtualTime {
  now = 1_750_000_000_000;
  private planned: Planned[] = [];
  private order = 0;

  /** Puts itself in the place of the process's clock and timers; call what it returns to put them back. */
  install(): () => void {
    const plan = (run: (...given: never[]) => void, ms = 0, ...given: never[]) => {
      const planned = this.after(ms, () => run(...given));
      const handle = { planned, unref: () => handle, ref: () => handle, hasRef: () => false };
      return handle;
    };
    const forget = (handle?: { planned?: Planned }) => {
      if (handle?.planned) handle.planned.run = () => undefined;
    };
    Object.assign(globalThis, {
      setTimeout: plan,
      clearTimeout: forget,
      setImmediate: (run: () => void, ...given: never[]) => plan(run, 0, ...given),
    });
    Date.now = () => this.now;
    performance.now = () => this.now;
    return () => {
      Object.assign(globalThis, {
        setTimeout: real.setTimeout,
        clearTimeout: real.clearTimeout,
        setImmediate: real.setImmediate,
      });
      Date.now = real.dateNow;
      performance.now = real.performanceNow;
    };
  }

  after(ms: number, run: () => void): Planned {
    const planned = { at: this.now + Math.max(0, Math.round(ms)), order: this.order++, run };
    this.planned.push(planned);
    this.siftUp(this.planned.length - 1);
    return planned;
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Runs what is planned, in its order, until nothing is or `ms` have passed. */
  async run(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      // Whatever promises bring about happens at the moment that it belongs to.
      await new Promise<void>((resolve) => real.setImmediate(resolve));
      const next = this.planned[0];
      if (!next || next.at > end) break;
      this.now = next.at;
      while (this.planned[0] && this.planned[0].at <= this.now) this.pop().run();
    }
    this.now = end;
  }

  private pop(): Planned {
    const { planned } = this;
    const first = planned[0] as Planned;
    const last = planned.pop() as Planned;
    if (planned.length > 0) {
      planned[0] = last;
      for (let at = 0; ; ) {
        const [left, right] = [2 * at + 1, 2 * at + 2];
        let least = at;
        if (left < planned.length && this.before(left, least)) least = left;
        if (right < planned.length && this.before(right, least)) least = right;
        if (least === at) break;
        this.swap(at, least);
        at = least;
      }
    }
    return first;
  }

  private siftUp(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.before(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  private before(a: number, b: number): boolean {
    const [one, two] = [this.planned[a] as Planned, this.planned[b] as Planned];
    return one.at < two.at || (one.at === two.at && one.order < two.order);
  }

  private swap(a: number, b: number): void {
    const kept = this.planned[a] as Planned;
    this.planned[a] = this.planned[b] as Planned;
    this.planned[b] = kept;
  }
}
