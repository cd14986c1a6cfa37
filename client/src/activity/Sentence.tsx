import type { ActivityItem, ActivityPerson } from "@postil/shared/schema/activity";
import { createElement, Fragment, type ReactNode } from "react";
import { Link } from "react-router";
import type { KnownPerson } from "../api/people.ts";
import { words as shared } from "../ui/words.ts";
import { words } from "./words.ts";

interface SentenceProps {
  workspaceId: string;
  item: ActivityItem;
  people?: ReadonlyMap<string, KnownPerson> | undefined;
}

/** Who did what, with links to where it was. */
export function Sentence({ workspaceId, item, people }: SentenceProps) {
  const { type, count, subject, layer } = item;
  const name = (person: ActivityPerson | null) =>
    person === null ? words.somebody : (people?.get(person.actor)?.name ?? person.name);
  const who = <strong>{name(item.person)}</strong>;
  const article = <ArticleLink item={item} />;
  const assignment = item.assignment && (
    <Link to={`/w/${workspaceId}/assignments/${item.assignment.id}`}>{item.assignment.title}</Link>
  );
  const role = item.role && shared.roles[item.role].toLowerCase();
  const place = layer !== null && layer.kind !== "team" ? ` ${words.layers[layer.kind]}` : "";
  const say = (...parts: ReactNode[]) => createElement(Fragment, null, ...parts);
  switch (type) {
    case "annotated":
      return count === 1
        ? say(who, " annotated ", article, place)
        : say(who, ` made ${count} annotations in `, article, place);
    case "published":
      return say(who, ` published ${count === 1 ? "an annotation" : `${count} annotations`} to the team in `, article);
    case "commented":
      return count === 1
        ? say(who, " commented in ", article, place)
        : say(who, ` wrote ${count} comments in `, article, place);
    case "resolved":
    case "reopened":
      return say(who, ` ${type} ${threads(count)} in `, article, place);
    case "assigned":
      return say(who, " assigned a thread in ", article, " to ", <strong>{name(subject)}</strong>, place);
    case "unassigned":
      return say(who, ` left open who is to settle ${threads(count)} in `, article, place);
    case "codebook-changed":
      return say(who, " changed the ", <Link to={`/w/${workspaceId}/codebook/history`}>codebook</Link>);
    case "codebook-version":
      return say(who, ` kept the codebook as “${item.things[0] ?? ""}”`);
    case "article-added":
      return count === 1 ? say(who, " added ", article) : say(who, ` added ${count} articles`);
    case "text-corrected":
      return say(who, " corrected the text of ", article);
    case "article-changed":
      return say(who, " changed the title or details of ", article);
    case "article-deleted":
      return count === 1 ? say(who, " deleted ", article) : say(who, ` deleted ${count} articles`);
    case "member-joined":
      return count === 1 ? say(who, role ? ` joined as ${role}` : " joined") : say(who, ` and ${others(count)} joined`);
    case "member-left":
      return count === 1 ? say(who, " left the workspace") : say(who, ` and ${others(count)} left the workspace`);
    case "member-removed":
      return say(who, " removed ", count === 1 ? <strong>{name(subject)}</strong> : `${count} members`);
    case "role-changed":
      // Who did it is for instructors: others are told of the one whose role it is.
      return subject === null || subject.actor === item.person?.actor
        ? say(who, ` is ${role} now`)
        : say(who, " made ", <strong>{name(subject)}</strong>, ` ${role}`);
    case "assignment-published":
      return say(who, " published the assignment ", assignment);
    case "assignment-opened":
      return say("The assignment ", assignment, " opened");
    case "assignment-submitted":
      return count === 1
        ? say(who, " submitted ", assignment)
        : say(who, ` and ${others(count)} submitted `, assignment);
    case "assignment-revealed":
      return item.person === null ? say(assignment, " was revealed") : say(who, " revealed ", assignment);
    case "consensus-opened":
      return say(who, " opened the agreed layer of ", article, " in ", assignment);
  }
}

function threads(count: number): string {
  return count === 1 ? "a thread" : `${count} threads`;
}

function others(count: number): string {
  return count === 2 ? "1 other" : `${count - 1} others`;
}

/** To the annotation, where there is one. */
function ArticleLink({ item: { article, layer, annotation } }: { item: ActivityItem }) {
  if (article === null) return <>{words.anArticle}</>;
  if (article.id === null) return <em>{article.title}</em>;
  const at = layer && annotation ? `?layer=${layer.id}&annotation=${annotation.id}` : "";
  return <Link to={`/a/${article.id}${at}`}>{article.title}</Link>;
}
