import { ActionIcon, Menu } from "@mantine/core";
import { mayChangeTag } from "@postil/shared/policy/codebook-rules";
import { EXAMPLE_LENGTH, type Tag } from "@postil/shared/schema/tag";
import { BookOpen, Ellipsis, Quote } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useArticle } from "../api/articles.ts";
import { useAddExample } from "../api/tags.ts";
import { useWorkspace } from "../api/workspaces.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { shorten } from "./quote.ts";
import { useRoom } from "./room.ts";
import { words } from "./words.ts";

interface TagMenuProps {
  tag: Tag;
  annotation: string;
  /** The passage's words; "" where it has none. */
  quote: string;
}

/** What else one can do with a tag on an annotation: look it up, and show others by this passage what it is for. */
export function TagMenu({ tag, annotation, quote }: TagMenuProps) {
  const room = useRoom();
  const { data: workspace } = useWorkspace(room.workspaceId);
  const { data: article } = useArticle(room.articleId);
  const { mutateAsync } = useAddExample(room.workspaceId);
  const [asking, setAsking] = useState(false);
  const isShared = room.layer.kind === "team";
  const mine = tag.state === "own" || tag.madeBy === workspace?.me.actor;
  const mayAdd =
    quote !== "" &&
    article !== undefined &&
    workspace !== undefined &&
    mayChangeTag(workspace.me.role, workspace.tagAdders, { state: tag.state, mine });

  async function add() {
    const example = {
      // What is cut off gets a sign of two more.
      quote: shorten(quote, EXAMPLE_LENGTH - 2),
      source: article?.title ?? "",
      // An id out of a layer that others don't read would tell them of it.
      annotation: isShared ? annotation : null,
    };
    await mutateAsync({ id: tag.id, example });
    notify({ message: words.tags.exampleAdded(tag.name), tone: "good" });
  }

  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon
            size={24}
            aria-label={words.tags.more(tag.name)}
            title={words.tags.more(tag.name)}
            onClick={(event) => event.stopPropagation()}
          >
            <Ellipsis size={14} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        {/* Its events come through the portal as if from inside the card. */}
        <Menu.Dropdown onClick={(event) => event.stopPropagation()}>
          <Menu.Item
            component={Link}
            to={`/w/${room.workspaceId}/codebook?tag=${tag.id}`}
            leftSection={<BookOpen size={14} aria-hidden />}
          >
            {words.tags.lookUp}
          </Menu.Item>
          {mayAdd && (
            <Menu.Item
              leftSection={<Quote size={14} aria-hidden />}
              onClick={() => (isShared || tag.state === "own" ? void add().catch(notifyError) : setAsking(true))}
            >
              {words.tags.useAsExample}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <ConfirmDialog
        opened={asking}
        title={words.tags.exampleTitle}
        confirmLabel={words.tags.exampleConfirm}
        danger={false}
        onClose={() => setAsking(false)}
        onConfirm={add}
      >
        <p>{words.tags.exampleWarning(tag.name)}</p>
        <blockquote>{shorten(quote, 160)}</blockquote>
      </ConfirmDialog>
    </>
  );
}
