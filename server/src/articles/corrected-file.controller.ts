import {
  type CanActivate,
  Controller,
  type ExecutionContext,
  HttpCode,
  Injectable,
  Post,
  UploadedFiles,
  UseGuards,
  UseInterceptors,
} from "@nestjs/common";
import { readFileAnswerSchema } from "@postil/shared/schema/text-version";
import type { AuthenticatedRequest } from "../accounts/current-user.ts";
import { invalid, unauthenticated } from "../platform/errors.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { Sandbox } from "../platform/sandbox/sandbox.ts";
import { ArticleAccess } from "./article-access.ts";
import { draftFromFile, refuseImport } from "./intake/drafts.ts";
import { ImportFilesInterceptor, type UploadedText } from "./upload.ts";

/** Who may not correct the text is answered before the file is read. */
@Injectable()
export class CorrectedFileGuard implements CanActivate {
  constructor(private readonly access: ArticleAccess) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    if (!request.signedIn) throw unauthenticated();
    await this.access.require(request.signedIn.userId, String(request.params.articleId), "edit-text");
    return true;
  }
}

/** Reads a corrected file of an article. */
@Controller("api/articles/:articleId/corrected-file")
export class CorrectedFileController {
  constructor(private readonly sandbox: Sandbox) {}

  @Post()
  @HttpCode(200)
  @UseGuards(CorrectedFileGuard)
  @UseInterceptors(ImportFilesInterceptor)
  @ApiRoute({
    summary: "Read a corrected file",
    description:
      "One file in a field named `files`, multipart/form-data -> its text, as it would be imported. Nothing is stored: " +
      "who has looked at what differs writes that into the text document.",
    bodyTypes: ["multipart/form-data"],
    answer: readFileAnswerSchema,
  })
  async read(@UploadedFiles() files: UploadedText[] | undefined) {
    const [file, ...others] = files ?? [];
    if (!file || others.length > 0) throw invalid([{ path: "files", message: "must hold one file" }]);
    const { originalname: name, bytes } = file;
    const read = await draftFromFile({ name, bytes }, {}, this.sandbox);
    if (!read.ok) throw refuseImport([{ index: 0, name, code: read.code }], 1);
    return { text: read.draft.text };
  }
}
