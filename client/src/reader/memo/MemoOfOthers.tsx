import { rightsOn } from "../../annotations/rights.ts";
import { type Person, useRoom } from "../../annotations/room.ts";
import { Thread } from "../../annotations/Thread.tsx";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { MemoText } from "./MemoText.tsx";
import styles from "./memo.module.css";
import { words } from "./words.ts";

/** What somebody else wrote on the whole article, with its thread. In the room of its layer. */
export function MemoOfOthers({ author, memos }: { author: Person; memos: readonly ResolvedAnnotation[] }) {
  const room = useRoom();
  return (
    <section className={styles.memo} aria-label={words.by(author.name)}>
      <div className={styles.memoHead}>
        <h3 className={styles.name}>
          <Avatar name={author.name} colour={author.colour} decorative /> {author.name}
        </h3>
      </div>
      {room.beside !== null && <p className={styles.quiet}>{room.beside}</p>}
      {memos.map((memo) => (
        <div key={memo.id} className={styles.part}>
          <MemoText memo={memo} />
          <Thread
            annotation={memo}
            rights={rightsOn(memo, room.writer)}
            focused
            replying={false}
            onReplyingTaken={undefined}
            onLeave={undefined}
          />
        </div>
      ))}
    </section>
  );
}
