import { formatList, formatNumber, plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

const annotations = (count: number) => plural(count, { one: "eine Annotation", other: "# Annotationen" });
const articles = (count: number) => plural(count, { one: "einen Artikel", other: "# Artikel" });
const threads = (count: number) => plural(count, { one: "eine Diskussion", other: "# Diskussionen" });
const others = (count: number) => plural(count - 1, { one: "eine weitere Person", other: "# weitere Personen" });

/** "{who} hat" or "{who} und 2 weitere Personen haben". */
const they = (count: number) => (count === 1 ? "{who} hat" : `{who} und ${others(count)} haben`);

export const activity: Catalogue["activity"] = {
  title: "Aktivität",
  lead: "Was hier geschehen ist, soweit Sie es sehen dürfen.",
  error: "Was geschehen ist, lässt sich nicht zeigen",
  emptyTitle: "Noch ist nichts geschehen",
  emptyText: "Was in diesem Arbeitsbereich annotiert, geschrieben und geändert wird, steht dann hier.",
  noneFit: "Nichts passt zu diesen Filtern",
  more: "Früheres zeigen",
  moreFailed: "Was vorher war, lässt sich gerade nicht holen.",
  fresh: (count, more) => `${more ? "Mehr als " : ""}${formatNumber(count)} neue zeigen`,
  kind: "Art",
  person: "Person",
  me: "Sie",
  unknown: "Nicht mehr hier",
  since: "Von",
  until: "bis",
  clear: "Filter aufheben",
  somebody: "Jemand",
  anArticle: "einem Artikel",
  kinds: {
    annotations: "Annotationen",
    comments: "Kommentare",
    threads: "Erledigte oder zugewiesene Diskussionen",
    codebook: "Codebuch",
    articles: "Artikel",
    members: "Mitglieder",
    assignments: "Aufgaben",
  },
  layers: { private: "in Ihrer privaten Ebene", blind: "in einer blinden Ebene", consensus: "in der Konsensebene" },
  change: ({ kind, path, from, to }) => {
    switch (kind) {
      case "added":
        return `${path} hinzugefügt`;
      case "removed":
        return `${path} entfernt`;
      case "renamed":
        return `${from} in ${to} umbenannt`;
      case "moved":
        return to ? `${path} unter ${to} verschoben` : `${path} auf die oberste Stufe verschoben`;
      case "merged":
        return `${path} mit ${to} zusammengeführt`;
      case "unmerged":
        return `die Zusammenführung von ${path} zurückgenommen`;
      case "reordered":
        return `${path} anders eingeordnet`;
      case "redefined":
        return `${path} neu definiert`;
      case "marked":
        return `das Aussehen von ${path} geändert`;
      case "archived":
        return `${path} archiviert`;
      case "unarchived":
        return `${path} aus dem Archiv geholt`;
      case "proposed":
        return `${path} vorgeschlagen`;
      case "accepted":
        return `${path} angenommen`;
    }
  },
  sentences: {
    annotated: (count) => `{who} hat ${annotations(count)} in {article} angelegt{place}`,
    published: (count) => `{who} hat ${annotations(count)} in {article} für das Team veröffentlicht`,
    commented: (count) =>
      `{who} hat ${plural(count, { one: "einen Kommentar", other: "# Kommentare" })} in {article} geschrieben{place}`,
    resolved: (count) => `{who} hat ${threads(count)} in {article} erledigt{place}`,
    reopened: (count) => `{who} hat ${threads(count)} in {article} wieder geöffnet{place}`,
    assigned: () => "{who} hat {subject} eine Diskussion in {article} zugewiesen{place}",
    unassigned: (count) => `{who} hat offengelassen, wer ${threads(count)} in {article} klärt{place}`,
    "codebook-changed": () => "{who} hat das {codebook} geändert",
    "codebook-version": () => "{who} hat das {codebook} als „{thing}“ festgehalten",
    "article-added": (count) =>
      count === 1 ? "{who} hat {article} hinzugefügt" : `{who} hat ${articles(count)} hinzugefügt`,
    "text-corrected": () => "{who} hat den Text von {article} berichtigt",
    "article-changed": () => "{who} hat Titel oder Angaben von {article} geändert",
    "article-deleted": (count) =>
      count === 1 ? "{who} hat {article} gelöscht" : `{who} hat ${articles(count)} gelöscht`,
    "member-joined": (count, role) =>
      count === 1 && role !== null
        ? `{who} ist beigetreten (${role})`
        : count === 1
          ? "{who} ist beigetreten"
          : `{who} und ${others(count)} sind beigetreten`,
    "member-left": (count) => `${they(count)} den Arbeitsbereich verlassen`,
    "member-removed": (count) =>
      count === 1 ? "{who} hat {subject} entfernt" : `{who} hat ${formatNumber(count)} Mitglieder entfernt`,
    "role-changed": (_, role) => `{who} hat {subject} eine andere Rolle gegeben: ${role ?? ""}`,
    "assignment-published": () => "{who} hat die Aufgabe {assignment} veröffentlicht",
    "assignment-opened": () => "Die Aufgabe {assignment} hat begonnen",
    "assignment-submitted": (count) => `${they(count)} {assignment} abgegeben`,
    "assignment-revealed": () => "{who} hat {assignment} aufgedeckt",
    "consensus-opened": () => "{who} hat die Konsensebene von {article} in {assignment} geöffnet",
  },
  codebook: "Codebuch",
  roleIsNow: (role) => `{who} hat eine neue Rolle: ${role}`,
  revealedByItself: "{assignment} wurde aufgedeckt",
  andMore: (things, more) => formatList(more > 0 ? [...things, `${formatNumber(more)} weitere`] : things),
  asked: {
    title: "Ihre Aufgaben",
    error: "Ihre Aufgaben lassen sich nicht zeigen",
    due: "fällig",
    overdue: "überfällig seit",
    opens: "beginnt",
    whenever: "ohne Frist",
    articles: (done, all) => `${done} von ${plural(all, { one: "# Artikel", other: "# Artikeln" })} fertig`,
    begun: (begun, all) => `${begun} von ${plural(all, { one: "# Artikel", other: "# Artikeln" })} begonnen`,
  },
  news: {
    title: "Seit Ihrem letzten Besuch",
    error: "Was geschehen ist, lässt sich nicht zeigen",
    all: (workspace) => `Alles, was in ${workspace} geschehen ist`,
    more: (workspace) => `Mehr in ${workspace}`,
    seen: "Alles als gesehen markieren",
  },
  audit: {
    title: "Protokoll",
    lead: "Wer was getan hat, wofür die Eigentümer:innen einstehen. Nur sie sehen es.",
    fair: "Anmeldungen stehen hier nur von Mitgliedern, vom Tag ihres Beitritts bis zu ihrem Austritt: dass und wann sie sich angemeldet haben, nie von wo. Arbeit, die für Sie blind ist, fehlt bis zu ihrem Aufdecken.",
    error: "Das Protokoll lässt sich nicht zeigen",
    ownersOnlyTitle: "Nur Eigentümer:innen sehen diese Liste",
    ownersOnlyText:
      "Sie sagt, wer sich angemeldet, Rollen geändert, moderiert, exportiert und aufgedeckt hat. Fragen Sie eine Eigentümerin oder einen Eigentümer des Arbeitsbereichs.",
    emptyTitle: "Noch nichts verzeichnet",
    csv: "Als CSV exportieren",
    columns: { at: "Wann", person: "Wer", what: "Was", about: "Worüber", details: "Einzelheiten" },
    system: "Der Server",
    by: "durch",
    kinds: {
      "sign-ins": "Anmeldungen",
      members: "Mitglieder",
      roles: "Rollen",
      invitations: "Einladungen",
      moderation: "Moderation",
      assignments: "Aufgaben und Aufdecken",
      exports: "Exporte",
      settings: "Einstellungen",
      codebook: "Zusammengeführte und gelöschte Codes",
      articles: "Artikel",
      other: "Anderes",
    },
    what: (what) => WHAT[what] ?? what.replaceAll("-", " "),
  },
};

const WHAT: Record<string, string> = {
  "signed-in": "hat sich angemeldet",
  "signed-out": "hat sich abgemeldet",
  "invitation-accepted": "hat eine Einladung angenommen",
  "invitation-created": "hat eine Einladung erstellt",
  "invitation-revoked": "hat eine Einladung widerrufen",
  "member-left": "ist gegangen",
  "member-removed": "hat entfernt",
  "member-made-pseudonym": "hat ein früheres Mitglied zum Pseudonym gemacht",
  "role-changed": "hat die Rolle geändert von",
  "ownership-handed-over": "hat den Arbeitsbereich übergeben an",
  "invitation-sent-again": "hat eine Einladung erneut geschickt",
  "invitation-link-made": "hat einen neuen Link für eine Einladung erstellt",
  "workspace-created": "hat den Arbeitsbereich angelegt",
  "workspace-changed": "hat die Einstellungen geändert",
  "annotation-moved": "hat eine Annotation verschoben",
  "annotation-tagged": "hat eine Annotation codiert",
  "annotation-untagged": "hat einen Code von einer Annotation genommen",
  "annotation-deleted": "hat eine Annotation gelöscht",
  "annotations-erased": "hat Annotationen endgültig gelöscht",
  "annotation-restored": "hat eine Annotation wiederhergestellt",
  "comment-deleted": "hat einen Kommentar gelöscht",
  "comment-restored": "hat einen Kommentar wiederhergestellt",
  "tags-merged": "hat Codes zusammengeführt",
  "tags-unmerged": "hat eine Zusammenführung von Codes zurückgenommen",
  "tags-removed": "hat Codes gelöscht",
  "article-changed": "hat die Angaben eines Artikels geändert",
  "article-deleted": "hat einen Artikel gelöscht",
  "annotations-exported": "hat Annotationen exportiert",
  "codebook-exported": "hat das Codebuch exportiert",
  "progress-exported": "hat den Stand einer Aufgabe exportiert",
  "audit-exported": "hat diese Liste exportiert",
  "assignment-published": "hat eine Aufgabe veröffentlicht",
  "assignment-changed": "hat eine Aufgabe geändert",
  "assignment-deleted": "hat eine Aufgabe gelöscht",
  "assignment-restored": "hat eine Aufgabe wiederhergestellt",
  "assignment-revealed": "hat eine Aufgabe aufgedeckt",
  "assignment-extended": "hat die Frist einer Aufgabe verlängert für",
  "consensus-opened": "hat eine Konsensebene geöffnet",
  "group-created": "hat eine Gruppe angelegt",
  "group-renamed": "hat eine Gruppe umbenannt",
  "group-people-changed": "hat geändert, wer in einer Gruppe ist",
  "group-deleted": "hat eine Gruppe gelöscht",
  "layer-restored": "hat eine Ebene aus ihrem Verlauf wiederhergestellt",
};
