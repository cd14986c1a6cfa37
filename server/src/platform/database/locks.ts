import { Injectable } from "@nestjs/common";

/** Lets one holder at a time through, in the order they asked. */
export class Mutex {
  private tail: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  get idle(): boolean {
    return this.waiting === 0;
  }

  run<T>(fn: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    const result = this.tail.then(fn);
    this.tail = result.then(release, release);
    const mutex = this;
    function release() {
      mutex.waiting -= 1;
    }
    return result;
  }
}

/**
 * Named locks within this process. On the embedded database, which is one session, an advisory lock is always
 * granted; so whoever takes an advisory lock takes one of these around it.
 */
@Injectable()
export class Locks {
  private readonly mutexes = new Map<string, Mutex>();

  async withLock<T>(name: string, fn: () => Promise<T>): Promise<T> {
    const mutex = this.mutexes.get(name) ?? new Mutex();
    this.mutexes.set(name, mutex);
    try {
      return await mutex.run(fn);
    } finally {
      if (mutex.idle) this.mutexes.delete(name);
    }
  }
}
