import { ActionIcon } from "@mantine/core";
import type { CommentView } from "@postil/shared/document/readers";
import { MessageSquare, Pencil, Reply, Trash2 } from "lucide-react";
import { useEffect, useState } from "react";
import { Avatar } from "../ui/Avatar.tsx";
import { Time } from "../ui/Time.tsx";
import card from "./annotation-card.module.css";
import { CommentBox } from "./CommentBox.tsx";
import { EditedMark } from "./EditedMark.tsx";
import { AddReaction, Reactions } from "./Reactions.tsx";
import { RichText } from "./RichText.tsx";
import text from "./rich-text.module.css";
import { type AnnotationRights, rightsOnComment } from "./rights.ts";
import { personOf, removeWithUndo, useRoom } from "./room.ts";
import { countComments, type ShownComment, shownThread } from "./shown-thread.ts";
import styles from "./thread.module.css";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { words } from "./words.ts";

interface ThreadProps {
  annotation: ResolvedAnnotation;
  rights: AnnotationRights;
  focused: boolean;
  /** Gives the reply box the keyboard at once. */
  replying: boolean;
  onReplyingTaken: (() => void) | undefined;
  onLeave: (() => void) | undefined;
}

/** Comments under an annotation, replies one step in. */
export function Thread({ annotation, rights, focused, replying, onReplyingTaken, onLeave }: ThreadProps) {
  const { actions } = useRoom();
  const [answering, setAnswering] = useState<string | null>(null);
  const [wanted, setWanted] = useState(false);
  const count = countComments(annotation.comments);

  useEffect(() => {
    if (!replying) return;
    setWanted(true);
    onReplyingTaken?.();
  }, [replying, onReplyingTaken]);
  useEffect(() => {
    if (focused) return;
    setWanted(false);
    setAnswering(null);
  }, [focused]);

  if (!focused) {
    return <ThreadGlance annotation={annotation} count={count} />;
  }
  const thread = shownThread(annotation.comments);
  return (
    <div className={styles.thread}>
      {thread.map((shown) => (
        <div key={shown.comment.id}>
          <Comment
            annotation={annotation}
            shown={shown}
            mayReact={rights.react}
            onReply={rights.comment ? () => setAnswering(shown.comment.id) : null}
          />
          {(shown.replies.length > 0 || answering === shown.comment.id) && (
            <div className={styles.replies}>
              {shown.replies.map((reply) => (
                <Comment
                  key={reply.id}
                  annotation={annotation}
                  shown={{ comment: reply, replies: [] }}
                  mayReact={rights.react}
                  onReply={null}
                />
              ))}
              {answering === shown.comment.id && (
                <CommentBox
                  draftKey={`reply/${shown.comment.id}`}
                  label={words.thread.reply}
                  placeholder={words.thread.replyPlaceholder}
                  sendLabel={words.thread.reply}
                  focus
                  onSend={(text) => {
                    actions.comment(annotation.id, text, shown.comment.id);
                    setAnswering(null);
                  }}
                  onCancel={() => setAnswering(null)}
                />
              )}
            </div>
          )}
        </div>
      ))}
      {rights.comment && (
        <CommentBox
          draftKey={`reply/${annotation.id}`}
          label={words.thread.comment}
          placeholder={count === 0 ? words.thread.placeholder : words.thread.replyPlaceholder}
          sendLabel={words.thread.send}
          focus={wanted}
          quiet
          onSend={(text) => {
            actions.comment(annotation.id, text);
            setWanted(false);
          }}
          onCancel={() => {
            setWanted(false);
            onLeave?.();
          }}
        />
      )}
    </div>
  );
}

/** What a closed card shows of its thread: how it begins, and how much more there is. */
function ThreadGlance({ annotation, count }: { annotation: ResolvedAnnotation; count: number }) {
  const room = useRoom();
  const first = annotation.comments.find((comment) => !comment.deleted);
  if (!first) return null;
  return (
    <div className={styles.glance}>
      {first.author !== annotation.author && <b className={styles.glanceAuthor}>{personOf(room, first.author).name}</b>}
      <RichText text={first.text} clamped />
      {count > 1 && (
        <p className={styles.count}>
          <MessageSquare size={14} aria-hidden /> {words.card.moreReplies(count - 1)}
        </p>
      )}
    </div>
  );
}

interface CommentProps {
  annotation: ResolvedAnnotation;
  shown: ShownComment;
  mayReact: boolean;
  onReply: (() => void) | null;
}

function Comment({ annotation, shown: { comment }, mayReact, onReply }: CommentProps) {
  const room = useRoom();
  const [editing, setEditing] = useState(false);
  const rights = rightsOnComment(annotation, comment, room.writer);
  if (comment.deleted) {
    return (
      <p className={card.hint}>
        {words.thread.deletedComment}
        {rights.restore && (
          <button type="button" className={card.textButton} onClick={() => room.actions.restore(comment.id)}>
            {words.thread.restore}
          </button>
        )}
      </p>
    );
  }
  const author = personOf(room, comment.author);
  return (
    <section className={styles.comment} aria-label={words.thread.by(author.name)}>
      <div className={`${card.header} ${styles.commentHead}`}>
        <Avatar name={author.name} colour={author.colour} size={20} decorative />
        <span className={card.author}>{author.name}</span>
        <span className={card.time}>
          <Time at={comment.createdAt} />
        </span>
        <CommentButtons
          comment={comment}
          mayReact={mayReact}
          onReply={onReply}
          onEdit={rights.edit ? () => setEditing(true) : null}
          onRemove={rights.remove ? () => removeWithUndo(room, comment.id, words.card.commentDeleted) : null}
        />
      </div>
      {editing && rights.edit ? (
        <CommentBox
          draftKey={`comment/${comment.id}`}
          initial={comment.text}
          label={words.thread.editLabel}
          placeholder={words.thread.placeholder}
          sendLabel={words.thread.save}
          focus
          onSend={(text) => {
            room.actions.editComment(comment.id, text);
            setEditing(false);
          }}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <>
          <RichText text={comment.text} className={text.commentText} />
          {(comment.editedAt !== null || comment.reactions.length > 0) && (
            <div className={styles.commentFoot}>
              <Reactions target={comment.id} reactions={comment.reactions} editable={mayReact} />
              {comment.editedAt !== null && <EditedMark kind="comment" id={comment.id} at={comment.editedAt} />}
            </div>
          )}
        </>
      )}
    </section>
  );
}

interface CommentButtonsProps {
  comment: CommentView;
  mayReact: boolean;
  onReply: (() => void) | null;
  onEdit: (() => void) | null;
  onRemove: (() => void) | null;
}

function CommentButtons({ comment, mayReact, onReply, onEdit, onRemove }: CommentButtonsProps) {
  const buttons = [
    { label: words.thread.reply, Icon: Reply, run: onReply },
    { label: words.thread.edit, Icon: Pencil, run: onEdit },
    { label: words.thread.delete, Icon: Trash2, run: onRemove },
  ];
  return (
    <span className={styles.commentButtons}>
      {mayReact && <AddReaction target={comment.id} reactions={comment.reactions} size={24} />}
      {buttons.map(
        ({ label, Icon, run }) =>
          run && (
            <ActionIcon
              key={label}
              size={24}
              aria-label={label}
              title={label}
              data-comment={comment.id}
              onClick={(event) => {
                event.stopPropagation();
                run();
              }}
            >
              <Icon size={14} aria-hidden />
            </ActionIcon>
          ),
      )}
    </span>
  );
}
