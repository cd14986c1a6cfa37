import { ActionIcon, Menu } from "@mantine/core";
import type { ReactionView } from "@postil/shared/document/readers";
import { type ReactionSign, reactionSignSchema } from "@postil/shared/schema/annotation";
import { CircleQuestionMark, HandHeart, Lightbulb, SmilePlus, ThumbsUp } from "lucide-react";
import styles from "./annotation-card.module.css";
import { personOf, useRoom } from "./room.ts";
import { words } from "./words.ts";

const ICONS = { agree: ThumbsUp, question: CircleQuestionMark, thanks: HandHeart, insight: Lightbulb };
const SIGNS = reactionSignSchema.options;

interface ReactionsProps {
  /** The annotation or comment that they are about. */
  target: string;
  reactions: readonly ReactionView[];
  /** One may add one's own. */
  editable: boolean;
}

/** The signs on an annotation or a comment, each with how many set it; who, in its name and tooltip. */
export function Reactions({ target, reactions, editable }: ReactionsProps) {
  const room = useRoom();
  const present = SIGNS.map((sign) => ({ sign, by: reactions.filter((one) => one.sign === sign) })).filter(
    ({ by }) => by.length > 0,
  );
  if (present.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be one of a form
    <div className={styles.reactions} role="group" aria-label={words.reactions.group}>
      {present.map(({ sign, by }) => {
        const Icon = ICONS[sign];
        const who = words.reactions.by(
          words.reactions.signs[sign],
          by.map(({ actor }) => (actor === room.writer.actor ? words.card.you : personOf(room, actor).name)),
        );
        return (
          <button
            key={sign}
            type="button"
            className={styles.reaction}
            aria-label={who}
            aria-pressed={by.some(({ actor }) => actor === room.writer.actor)}
            title={who}
            disabled={!editable}
            onClick={(event) => {
              event.stopPropagation();
              room.actions.toggleReaction(target, sign);
            }}
          >
            <Icon size={13} aria-hidden /> {by.length}
          </button>
        );
      })}
    </div>
  );
}

/** The button that opens the signs. */
export function AddReaction({ target, reactions, size }: Omit<ReactionsProps, "editable"> & { size: number }) {
  const room = useRoom();
  const mine = (sign: ReactionSign) => reactions.some((one) => one.sign === sign && one.actor === room.writer.actor);
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          size={size}
          className={styles.more}
          aria-label={words.reactions.add}
          title={words.reactions.add}
          onClick={(event) => event.stopPropagation()}
        >
          <SmilePlus size={size > 24 ? 16 : 14} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
        {SIGNS.map((sign) => {
          const Icon = ICONS[sign];
          return (
            <Menu.CheckboxItem
              key={sign}
              checked={mine(sign)}
              closeMenuOnClick
              rightSection={<Icon size={14} aria-hidden />}
              onChange={() => room.actions.toggleReaction(target, sign)}
            >
              {words.reactions.signs[sign]}
            </Menu.CheckboxItem>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
