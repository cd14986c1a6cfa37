import { Injectable } from "@nestjs/common";
import type { Pseudonym } from "@postil/shared/schema/assignment";
import { DataSource } from "typeorm";
import { AccessService } from "../workspaces/access.ts";
import { pseudonymsOf } from "../workspaces/pseudonyms.ts";

/** What people are called in pseudonymous layers. */
@Injectable()
export class PseudonymsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
  ) {}

  /** Of those whose layers the caller may read, and the caller's own; instructors learn who it is. */
  async list(userId: string, workspaceId: string): Promise<Pseudonym[]> {
    return pseudonymsOf(this.dataSource.manager, await this.access.membership(userId, workspaceId));
  }
}
