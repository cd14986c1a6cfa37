import { Inject, Injectable } from "@nestjs/common";
import { DataSource } from "typeorm";
import { CONFIG, type Config } from "../platform/config.ts";
import { isLoopback } from "../platform/http/origin.ts";
import { hashSecret, newSecret } from "./secret.ts";

/**
 * Links that sign a sample person in without a password. They live in memory only, as long as the server runs, and
 * open nothing unless the server listens on loopback and the sample workspace still exists.
 */
@Injectable()
export class SignInLinks {
  /** Hash of the token (hex) to user id. */
  private readonly links = new Map<string, string>();

  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Whether such links may be made and used now. */
  async available(): Promise<boolean> {
    if (!isLoopback(this.config.host)) return false;
    const rows: unknown[] = await this.dataSource.query("SELECT 1 FROM workspace WHERE sample LIMIT 1");
    return rows.length > 0;
  }

  /** The token of `<origin>/sign-in/link/<token>`; null when links are not available or the person isn't the sample's. */
  async create(userId: string): Promise<string | null> {
    if (!(await this.available()) || !(await this.isSamplePerson(userId))) return null;
    const token = newSecret();
    this.links.set(hashSecret(token).toString("hex"), userId);
    return token;
  }

  /** Whom the token signs in; null when it is unknown or no longer good. */
  async userOf(token: string): Promise<string | null> {
    const userId = this.links.get(hashSecret(token).toString("hex"));
    if (userId === undefined || !(await this.available()) || !(await this.isSamplePerson(userId))) return null;
    return userId;
  }

  private async isSamplePerson(userId: string): Promise<boolean> {
    const rows: unknown[] = await this.dataSource.query("SELECT 1 FROM app_user WHERE id = $1 AND sample", [userId]);
    return rows.length > 0;
  }
}
