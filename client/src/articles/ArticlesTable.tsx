import { ActionIcon, Menu } from "@mantine/core";
import type { ArticleListItem } from "@postil/shared/schema/article";
import { CloudCheck, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { memo } from "react";
import { Link } from "react-router";
import { compareNames } from "../ui/format.ts";
import { ListTable } from "../ui/ListTable.tsx";
import { ReadingProgress } from "../ui/ReadingProgress.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./articles-table.module.css";
import { describePublished } from "./published-date.ts";
import { words } from "./words.ts";

interface ArticlesTableProps {
  articles: readonly ArticleListItem[];
  /** Those that open without a network, while there is none; null while there is one. */
  kept: ReadonlySet<string> | null;
  mayEdit: boolean;
  onEdit: (article: ArticleListItem) => void;
  onDelete: (article: ArticleListItem) => void;
}

export function ArticlesTable({ articles, kept, mayEdit, onEdit, onDelete }: ArticlesTableProps) {
  return (
    <ListTable className={styles.articles} isLeading>
      <thead>
        <tr>
          <th scope="col">{words.table.title}</th>
          <th scope="col">{words.table.source}</th>
          <th scope="col">{words.table.published}</th>
          <th scope="col">{words.table.attributes}</th>
          <th scope="col">{words.table.reading}</th>
          <th scope="col" className={styles.number}>
            {words.table.annotations}
          </th>
          <th scope="col" className={styles.number}>
            {words.table.comments}
          </th>
          <th scope="col">{words.table.activity}</th>
          {mayEdit && (
            <th scope="col">
              <span className="visually-hidden">{words.table.actions}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {articles.map((article) => (
          <ArticleRow
            key={article.id}
            article={article}
            isKept={kept?.has(article.id) ?? false}
            mayEdit={mayEdit}
            onEdit={onEdit}
            onDelete={onDelete}
          />
        ))}
      </tbody>
    </ListTable>
  );
}

interface ArticleRowProps extends Omit<ArticlesTableProps, "articles" | "kept"> {
  article: ArticleListItem;
  isKept: boolean;
}

const ArticleRow = memo(function ArticleRow({ article, isKept, mayEdit, onEdit, onDelete }: ArticleRowProps) {
  const { title, source, author, published, attributes, annotationCount, commentCount, lastActivityAt } = article;
  return (
    <tr>
      <th scope="row" className={styles.title}>
        <Link to={`/a/${article.id}`}>{title}</Link>
        {isKept && (
          <div className={styles.kept}>
            <CloudCheck size={14} aria-hidden />
            {words.table.kept}
          </div>
        )}
        {author && <div className={styles.author}>{author}</div>}
      </th>
      <td className={styles.source}>{source}</td>
      <td className={styles.date}>{published && describePublished(published)}</td>
      <td className={styles.attributes}>
        {inOrder(attributes).map(([name, value]) => (
          <span key={name} className={styles.attribute}>
            <span className={styles.name}>{name}</span> {value}
          </span>
        ))}
      </td>
      <td className={styles.reading}>
        <ReadingProgress furthest={article.reading?.furthest ?? null} length={article.length} />
      </td>
      <td className={styles.number}>
        <Count count={annotationCount} label={words.table.annotationCount(annotationCount)} />
      </td>
      <td className={styles.number}>
        <Count count={commentCount} label={words.table.commentCount(commentCount)} />
      </td>
      <td className={styles.activity}>{lastActivityAt && <Time at={lastActivityAt} />}</td>
      {mayEdit && (
        <td className={styles.actions}>
          <Menu>
            <Menu.Target>
              <ActionIcon aria-label={words.table.actionsOf(title)}>
                <Ellipsis size={18} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<Pencil size={16} aria-hidden />} onClick={() => onEdit(article)}>
                {words.menu.edit}
              </Menu.Item>
              <Menu.Item color="red" leftSection={<Trash2 size={16} aria-hidden />} onClick={() => onDelete(article)}>
                {words.menu.delete}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </td>
      )}
    </tr>
  );
});

function inOrder(attributes: ArticleListItem["attributes"]): [string, string][] {
  return Object.entries(attributes).sort(([a], [b]) => compareNames(a, b));
}

/** A number in the table; in words where the columns have gone. */
function Count({ count, label }: { count: number; label: string }) {
  return (
    <>
      <span className={styles.figure}>{count}</span>
      <span className={styles.inWords}>{label}</span>
    </>
  );
}
