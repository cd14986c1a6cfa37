import type { MigrationInterface, QueryRunner } from "typeorm";
import { audit, notices } from "./0001/activity.ts";
import { articles, derived, documents } from "./0001/articles.ts";
import { assignments } from "./0001/assignments.ts";
import { codebook, refusals } from "./0001/codebook.ts";
import { jobs } from "./0001/jobs.ts";
import { groups, people, workspaces } from "./0001/people.ts";

/** Each stands on tables of those before it. */
const PARTS = [
  people,
  workspaces,
  groups,
  articles,
  codebook,
  documents,
  derived,
  assignments,
  refusals,
  audit,
  notices,
  jobs,
];

/** Everything up to the first release; edited in place until then. */
export class Initial1700000000001 implements MigrationInterface {
  name = "Initial1700000000001";

  async up(runner: QueryRunner): Promise<void> {
    for (const part of PARTS) await runner.query(part);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table
      job,
      notice_progress, notice_mail, notice_setting, notice, activity_visit, audit_event,
      tag_refusal,
      assignment_group, assignment_person, assignment_article, assignment,
      comment, annotation_tag, annotation,
      text_correction, erased_entry, entry_revision, document_client, document_snapshot, document_update, document,
      codebook_version, codebook_change, tag,
      reading_place, layer, article,
      invitation_group, member_group_person, member_group,
      invitation_mailing, invitation_link, invitation, member, actor, workspace,
      password_reset, session, app_user`);
  }
}
