import { Controller, Get, Param, Query, Res } from "@nestjs/common";
import {
  type AuditCsvQuery,
  type AuditItem,
  type AuditQuery,
  auditCsvQuerySchema,
  auditItemSchema,
  auditQuerySchema,
} from "@postil/shared/schema/audit";
import { type Page, pageSchema } from "@postil/shared/schema/text-fields";
import type { Response } from "express";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { sendFile } from "../platform/http/send-csv.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { AuditService } from "./audit.service.ts";

@Controller("api/workspaces/:workspaceId")
export class AuditController {
  constructor(private readonly audit: AuditService) {}

  @Get("audit")
  @ApiRoute({
    summary: "Who did what, for owners",
    description:
      "Newest first: sign-ins of members since they joined, roles, members, invitations, moderation in layers that " +
      "the caller may read, assignments and reveals, exports, settings, merged tags, deleted articles.",
    query: auditQuerySchema,
    answer: pageSchema(auditItemSchema),
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(auditQuerySchema)) query: AuditQuery,
  ): Promise<Page<AuditItem>> {
    return this.audit.list(userId, workspaceId, query);
  }

  @Get("audit.csv")
  @ApiRoute({
    summary: "The same as CSV",
    description:
      "That it was exported is on the list from then on. `bundle=1` gives a zip that says what the columns hold, too.",
    query: auditCsvQuerySchema,
    contentType: "text/csv",
  })
  async csv(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(auditCsvQuerySchema)) query: AuditCsvQuery,
    @Res() response: Response,
  ): Promise<void> {
    await sendFile(await this.audit.csv(userId, workspaceId, query), response);
  }
}
