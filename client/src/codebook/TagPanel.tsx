import { Button, Drawer } from "@mantine/core";
import type { Tag } from "@postil/shared/schema/tag";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useAnnotationsById } from "../api/annotations.ts";
import { useTagUse, useUnmergeTag } from "../api/tags.ts";
import { notify, notifyError } from "../ui/notify.ts";
import { Problem } from "../ui/Problem.tsx";
import { TagMark } from "../ui/TagChip.tsx";
import styles from "./codebook.module.css";
import panelStyles from "./panel.module.css";
import { words } from "./words.ts";

interface TagPanelProps {
  tag: Tag;
  /** All of the codebook, merged ones included. */
  tags: readonly Tag[];
  keeps: boolean;
  onEdit: (() => void) | null;
  onClose: () => void;
}

/** All there is to know of one tag: what it means, what carries it, what was merged into it. */
export function TagPanel({ tag, tags, keeps, onEdit, onClose }: TagPanelProps) {
  const merged = tags.filter((other) => other.mergedInto === tag.id);
  return (
    <Drawer opened onClose={onClose} position="right" size="md" title={tag.path.replaceAll(" > ", " › ")}>
      <div className={panelStyles.panel}>
        <div className={panelStyles.panelHead}>
          <TagMark colour={tag.colour} size={16} />
          {tag.sign && <span className={styles.sign}>{tag.sign}</span>}
          {tag.state !== "accepted" && <span className={styles.badge}>{words.states[tag.state]}</span>}
          {tag.archived && <span className={styles.badge}>{words.states.archived}</span>}
          {onEdit && (
            <Button className={panelStyles.panelEdit} size="xs" variant="default" onClick={onEdit}>
              {words.menu.edit}
            </Button>
          )}
        </div>
        <Told title={words.edit.description} text={tag.description} empty={words.panel.noDefinition} />
        <Told title={words.edit.whenToUse} text={tag.whenToUse} />
        <Told title={words.edit.whenNot} text={tag.whenNot} />
        {tag.examples.length > 0 && (
          <PanelPart title={words.edit.examples}>
            <Examples tag={tag} />
          </PanelPart>
        )}
        <Use tag={tag} />
        {merged.length > 0 && <Merged tags={merged} keeps={keeps} />}
      </div>
    </Drawer>
  );
}

function PanelPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={panelStyles.part}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** The example passages; those taken from an annotation that one may see lead there. */
function Examples({ tag }: { tag: Tag }) {
  const ids = tag.examples.flatMap(({ annotation }) => annotation ?? []);
  const { data } = useAnnotationsById(tag.workspaceId, ids);
  return tag.examples.map(({ quote, source, annotation }) => {
    const place = data?.items.find(({ id }) => id === annotation);
    return (
      <figure key={quote + source} className={panelStyles.example}>
        <blockquote>{quote}</blockquote>
        {place ? (
          <figcaption>
            <Link to={`/a/${place.articleId}?layer=${place.layerId}&annotation=${place.id}`}>
              {source || place.article}
            </Link>
          </figcaption>
        ) : (
          source && <figcaption>{source}</figcaption>
        )}
      </figure>
    );
  });
}

function Told({ title, text, empty }: { title: string; text: string; empty?: string }) {
  if (text === "" && empty === undefined) return null;
  return (
    <PanelPart title={title}>
      <p className={text === "" ? styles.quiet : panelStyles.told}>{text === "" ? empty : text}</p>
    </PanelPart>
  );
}

function Use({ tag }: { tag: Tag }) {
  const { data, error } = useTagUse(tag.workspaceId, tag.id);
  const base = `/w/${tag.workspaceId}/annotations?tag=${tag.id}`;
  const lists = data && [
    {
      title: words.panel.byArticle,
      rows: data.articles.map((one) => ({ key: `article=${one.id}`, name: one.title, count: one.count })),
    },
    {
      title: words.panel.byPerson,
      rows: data.people.map((one) => ({ key: `author=${one.actor}`, name: one.name, count: one.count })),
    },
    {
      title: words.panel.byLayer,
      rows: data.layers.map((one) => ({
        key: `layer=${one.kind}`,
        name: words.layers[one.kind] ?? one.kind,
        count: one.count,
      })),
    },
  ];
  return (
    <PanelPart title={words.panel.use}>
      <Problem message={error ? error.message : null} />
      {data && (
        <p className={styles.quiet}>
          {words.count(data.count)}
          {data.withBelow !== data.count && words.panel.withBelow(data.withBelow)}
        </p>
      )}
      {lists
        ?.filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => (
          <div key={title} className={panelStyles.use}>
            <h4>{title}</h4>
            <ul>
              {rows.map(({ key, name, count }) => (
                <li key={key}>
                  <Link to={`${base}&${key}`}>
                    <span>{name}</span>
                    <span className={panelStyles.useCount}>{count}</span>
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        ))}
    </PanelPart>
  );
}

function Merged({ tags, keeps }: { tags: readonly Tag[]; keeps: boolean }) {
  const unmerge = useUnmergeTag(tags[0]?.workspaceId ?? "");
  return (
    <PanelPart title={words.panel.merged}>
      <ul className={panelStyles.mergedList}>
        {tags.map((tag) => (
          <li key={tag.id}>
            <span>{tag.name}</span>
            {keeps && (
              <Button
                size="compact-xs"
                variant="default"
                aria-label={words.merge.undoOf(tag.name)}
                onClick={() =>
                  unmerge.mutate(tag.id, {
                    onSuccess: () => notify({ message: words.merge.undone(tag.name) }),
                    onError: notifyError,
                  })
                }
              >
                {words.merge.undo}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </PanelPart>
  );
}
