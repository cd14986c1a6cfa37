import type { ActivityItem, ActivityPerson } from "@postil/shared/schema/activity";
import { Link } from "react-router";
import type { KnownPerson } from "../api/people.ts";
import { Filled } from "../ui/Filled.tsx";
import { words as shared } from "../ui/words.ts";
import { words } from "./words.ts";

interface SentenceProps {
  workspaceId: string;
  item: ActivityItem;
  people?: ReadonlyMap<string, KnownPerson> | undefined;
}

/** Who did what, with links to where it was. */
export function Sentence({ workspaceId, item, people }: SentenceProps) {
  const { subject, layer } = item;
  const name = (person: ActivityPerson | null) =>
    person === null ? words.somebody : (people?.get(person.actor)?.name ?? person.name);
  const who = <strong>{name(item.person)}</strong>;
  const article = <ArticleLink item={item} />;
  const assignment = item.assignment && (
    <Link to={`/w/${workspaceId}/assignments/${item.assignment.id}`}>{item.assignment.title}</Link>
  );
  const role = item.role && shared.roles[item.role];
  const place = layer !== null && layer.kind !== "team" ? ` ${words.layers[layer.kind]}` : "";
  return (
    <Filled
      sentence={sentenceOf(item, role)}
      with={{
        who,
        article,
        assignment,
        place,
        subject: <strong>{name(subject)}</strong>,
        codebook: <Link to={`/w/${workspaceId}/codebook/history`}>{words.codebook}</Link>,
        thing: item.things[0],
      }}
    />
  );
}

function sentenceOf({ type, count, subject, person }: ActivityItem, role: string | null): string {
  // Who did it is for instructors: others are told of the one whose role it is.
  const isOwn = subject === null || subject.actor === person?.actor;
  if (type === "role-changed" && isOwn && role !== null) return words.roleIsNow(role);
  if (type === "assignment-revealed" && person === null) return words.revealedByItself;
  return words.sentences[type](count, role);
}

/** To the annotation, where there is one. */
function ArticleLink({ item: { article, layer, annotation } }: { item: ActivityItem }) {
  if (article === null) return <>{words.anArticle}</>;
  if (article.id === null) return <em>{article.title}</em>;
  const at = layer && annotation ? `?layer=${layer.id}&annotation=${annotation.id}` : "";
  return <Link to={`/a/${article.id}${at}`}>{article.title}</Link>;
}
