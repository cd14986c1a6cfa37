import { readableLayer } from "../workspaces/layer-visibility.ts";

/**
 * What a person may know of their notices `n` just now, by the rows that stand: `from …` and `where …` of a statement
 * whose $1 is the user. Notices of what was deleted or closed to them stay in the table and out of sight; they are back
 * when it is.
 */
export function visibleNotices(more: { where?: string; channel?: "bell" | "mail" } = {}): string {
  const { where = "true", channel = "bell" } = more;
  return `from notice n
    join workspace w on w.id = n.workspace_id
    left join notice_setting t on t.user_id = n.user_id and t.kind = n.kind
    left join layer l on l.id = n.layer_id
    left join article ar on ar.id = l.article_id
    left join annotation an on an.layer_id = n.layer_id and an.annotation_id = n.annotation_id
    left join comment c on c.layer_id = n.layer_id and c.comment_id = n.comment_id
    left join assignment s on s.id = n.assignment_id
    left join assignment_person p on p.assignment_id = s.id and p.actor_id = n.actor_id
   where n.user_id = $1 and coalesce(t.${channel}, true) and (${where}) and case
     when n.layer_id is not null then an.deleted_at is null and an.annotation_id is not null
       and (n.comment_id is null or (c.deleted_at is null and c.comment_id is not null))
       and (n.kind <> 'assigned' or an.assignee = n.as_actor)
       and ${readableLayer("l", "n.actor_id")}
     else s.state = 'published' and s.deleted_at is null and p.removed_at is null and p.actor_id is not null
       and (n.kind not in ('due-soon', 'reminded') or p.submitted_at is null)
   end`;
}

/** Notices with the same of these make one line: of one kind, in one thread or assignment. */
export const LINE = "n.kind, n.workspace_id, n.layer_id, n.annotation_id, n.assignment_id";
/** Whether the notice `x` stands in the same line as `n`. */
export const SAME_LINE = `x.user_id = n.user_id and x.kind = n.kind and x.workspace_id = n.workspace_id
  and (x.layer_id, x.annotation_id, x.assignment_id)
    is not distinct from (n.layer_id, n.annotation_id, n.assignment_id)`;
