import { Injectable, type OnModuleInit } from "@nestjs/common";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { AppError } from "../platform/errors.ts";
import { BoundedQueue } from "./bounded-queue.ts";
import { newSecret } from "./secret.ts";

/** argon2id as OWASP's Password Storage Cheat Sheet asks at least; `memoryCost` in KiB. */
export const ARGON2 = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Each hash takes 19 MiB and a core for a while: this many at once, so many in line, and the rest come back later. */
const AT_ONCE = 2;
const IN_LINE = 100;

/** Hashes and compares passwords. Every method may throw 503 `busy` with Retry-After. */
@Injectable()
export class Passwords implements OnModuleInit {
  private readonly queue = new BoundedQueue(AT_ONCE, IN_LINE, busy);
  private dummy = "";

  /** Before the first sign-in, or the first unknown address would take longer than the others. */
  async onModuleInit(): Promise<void> {
    this.dummy = await hash(newSecret(), ARGON2);
  }

  hash(password: string): Promise<string> {
    return this.queue.run(() => hash(prepare(password), ARGON2));
  }

  /**
   * Whether the password fits. Without a stored hash it compares with a dummy and says no, so that an unknown address
   * takes as long as a wrong password.
   */
  async matches(stored: string | null, password: string): Promise<boolean> {
    const fits = await this.queue.run(() => verify(stored ?? this.dummy, prepare(password)));
    return stored !== null && fits;
  }

  /** Whether a hash was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean {
    return isWeakerThan(stored, ARGON2);
  }
}

export function isWeakerThan(
  stored: string,
  wanted: { algorithm: number; memoryCost: number; timeCost: number; parallelism: number },
): boolean {
  const made = parseOptions(stored);
  return (
    Number(made.algorithm) !== wanted.algorithm ||
    made.memoryCost < wanted.memoryCost ||
    made.timeCost < wanted.timeCost ||
    made.parallelism < wanted.parallelism
  );
}

/** Keyboards compose accents differently; NIST SP 800-63B 3.1.1.2 has them normalised before hashing. */
function prepare(password: string): string {
  return password.normalize("NFKC");
}

function busy(): AppError {
  const error = new AppError(503, "busy", "Many people are signing in right now. Try again in a moment.");
  error.retryAfter = 2;
  return error;
}
