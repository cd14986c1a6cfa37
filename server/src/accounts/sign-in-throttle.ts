import { Injectable } from "@nestjs/common";
import { tooMany } from "../platform/errors.ts";
import { FailureWindow } from "./failure-window.ts";

/** Failed attempts on one account in so many ms, before it has to wait. */
const ACCOUNT = { limit: 10, windowMs: 15 * 60_000 };
/** Failed attempts from one network address: a whole class may sit behind it. */
const ADDRESS = { limit: 100, windowMs: 5 * 60_000 };

/** An attempt that counts as failed until it says otherwise, so that many at once can't slip through together. */
export interface Attempt {
  /** The password was right: the account starts anew, the address gets this attempt back. */
  succeeded(): void;
  /** It came to no comparison (the server was busy): as if it had not been. */
  cancelled(): void;
}

/** Slows guessing down: failures are counted per account, known or not, and per network address. */
@Injectable()
export class SignInThrottle {
  private readonly accounts = new FailureWindow(ACCOUNT.limit, ACCOUNT.windowMs);
  private readonly addresses = new FailureWindow(ADDRESS.limit, ADDRESS.windowMs);
  /** Apart from the passwords: guesses from a classroom's address must not keep the class from registering. */
  private readonly probes = new FailureWindow(ADDRESS.limit, ADDRESS.windowMs);

  /** Throws 429 with Retry-After when either has failed too often. `account`: its e-mail key. */
  begin(account: string, address: string | undefined): Attempt {
    const network = networkOf(address ?? "");
    const waitMs = Math.max(this.accounts.waitMs(account), this.addresses.waitMs(network));
    if (waitMs > 0) throw tooManyAttempts(waitMs);
    this.accounts.add(account);
    this.addresses.add(network);
    return {
      succeeded: () => {
        this.accounts.clear(account);
        this.addresses.takeBack(network);
      },
      cancelled: () => {
        this.accounts.takeBack(account);
        this.addresses.takeBack(network);
      },
    };
  }

  /** The same for what concerns no account: guessed links, addresses tried out at registration. */
  beginFromAddress(address: string | undefined): { succeeded(): void } {
    const network = networkOf(address ?? "");
    const waitMs = this.probes.waitMs(network);
    if (waitMs > 0) throw tooManyAttempts(waitMs);
    this.probes.add(network);
    return { succeeded: () => this.probes.takeBack(network) };
  }

  /** After a new password was set by link. */
  forgive(account: string): void {
    this.accounts.clear(account);
  }
}

/** IPv6 hands a whole /64 to one customer: its addresses count as one. IPv4-mapped ones count as IPv4. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1]) return mapped[1];
  if (!address.includes(":")) return address;
  const [head = "", tail = ""] = address.split("%")[0]?.split("::") ?? [];
  const left = head === "" ? [] : head.split(":");
  const right = tail === "" ? [] : tail.split(":");
  const groups = address.includes("::")
    ? [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right]
    : left;
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

function tooManyAttempts(waitMs: number) {
  const minutes = Math.ceil(waitMs / 60_000);
  const wait = minutes === 1 ? "a minute" : `${minutes} minutes`;
  return tooMany(waitMs / 1000, `Too many failed attempts. Try again in ${wait}.`);
}
