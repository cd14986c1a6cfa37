import { formatNumber, plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

const articlesIn = (count: number) => plural(count, { one: "# Artikel", other: "# Artikel" });
const annotations = (count: number) => plural(count, { one: "# Annotation", other: "# Annotationen" });
const comments = (count: number) => plural(count, { one: "# Kommentar", other: "# Kommentare" });
const added = (count: number) =>
  plural(count, { one: "# Artikel wurde hinzugefügt", other: "# Artikel wurden hinzugefügt" });

export const articles: Catalogue["articles"] = {
  title: "Artikel",
  add: "Artikel hinzufügen",
  chooseFiles: "Dateien wählen",
  paste: "Text einfügen",
  error: "Die Artikel lassen sich nicht zeigen",
  dropHere: "Hier ablegen, um sie hinzuzufügen",
  dropHint: "Text, Markdown, HTML, Word, OpenDocument, EPUB oder PDF, bis 25 MB je Datei, bis zu 50 auf einmal",
  search: "Titel, Quellen, Autor:innen durchsuchen",
  attributes: "Merkmale",
  clearFilters: "Filter aufheben",
  shown: (shown, all) => (shown === all ? articlesIn(all) : `${formatNumber(shown)} von ${formatNumber(all)} Artikeln`),
  noneFit: "Kein Artikel passt zu diesen Filtern",
  emptyReader: "Noch keine Artikel",
  emptyReaderText: "Die Leitung oder eine Eigentümerin oder ein Eigentümer dieses Arbeitsbereichs fügt sie hinzu.",
  table: {
    kept: "Auf diesem Gerät",
    title: "Titel",
    source: "Quelle",
    published: "Datum",
    reading: "Lesestand",
    attributes: "Merkmale",
    annotations: "Annotationen",
    comments: "Kommentare",
    activity: "Letzte Aktivität",
    actions: "Aktionen",
    actionsOf: (title) => `Aktionen für ${title}`,
    annotationCount: annotations,
    commentCount: comments,
  },
  sort: {
    label: "Reihenfolge",
    newest: "Neueste zuerst",
    title: "Nach Titel",
    activity: "Letzte Aktivität zuerst",
    published: "Nach Datum, neueste zuerst",
  },
  menu: { open: "Öffnen", edit: "Angaben ändern …", delete: "Löschen …" },
  fields: {
    title: "Titel",
    text: "Text",
    textHint: "Zeilenumbrüche ergeben Absätze. Nichts darin wird geändert.",
    source: "Quelle",
    sourceHint: "Woher er stammt: eine Zeitung, ein Buch, eine Adresse.",
    author: "Autor:in",
    published: "Datum",
    publishedHint: "2025-04-30, 2025-04 oder 2025",
    attributes: "Merkmale",
    attributesHint: "Von Ihnen benannt (Medium, Fall, Welle): zum Filtern und als Spalten im Export.",
    attributeName: (number) => `Name von Merkmal ${number}`,
    attributeValue: (number) => `Wert von Merkmal ${number}`,
    name: "Name",
    value: "Wert",
    addAttribute: "Merkmal hinzufügen",
    removeAttribute: (name) => `Merkmal ${name} entfernen`,
    twice: (name) => `„${name}“ kommt zweimal vor.`,
    problemOf: (name, problem) => `„${name}“: ${problem}`,
  },
  pasteDialog: {
    title: "Text einfügen",
    confirm: "Artikel hinzufügen",
    added: (title) => `„${title}“ wurde hinzugefügt.`,
  },
  editDialog: { title: "Angaben ändern", confirm: "Speichern", saved: "Die Angaben wurden gespeichert." },
  deleteDialog: {
    title: (title) => `„${title}“ löschen?`,
    text: (annotationCount, commentCount) =>
      annotationCount === 0 && commentCount === 0
        ? "Sein Text verschwindet endgültig, mit allem, was irgendwer darin annotiert hat, auch in privaten Ebenen."
        : `Sein Text verschwindet endgültig, mit allem, was irgendwer darin annotiert hat, auch in privaten Ebenen. Sie sehen dort ${annotations(annotationCount)} und ${comments(commentCount)}.`,
    advice: "Das lässt sich nicht rückgängig machen. Exportieren Sie vorher, was Sie behalten möchten.",
    confirm: "Artikel löschen",
    deleted: (title) => `„${title}“ wurde gelöscht.`,
  },
  uploads: {
    label: "Dateien, die hinzugefügt werden",
    running: (done, total) => `Dateien werden hinzugefügt: ${done} von ${total}`,
    finished: (count, refused) =>
      `${added(count)}${
        refused === 0 ? "." : `, ${plural(refused, { one: "# Datei nicht", other: "# Dateien nicht" })}.`
      }`,
    added: (count) => `${added(count)}.`,
    cancelAll: "Abbrechen",
    close: "Diese Liste schließen",
    waiting: "Wartet",
    sending: "Wird gesendet",
    done: "Hinzugefügt",
    cancelled: "Abgebrochen, nicht hinzugefügt",
    open: (name) => `${name} öffnen`,
    tooMany: (count, most) =>
      `Bis zu ${most} Dateien gehen auf einmal, und dies sind ${formatNumber(count)}. Es wurde nichts hinzugefügt; fügen Sie sie in Teilen hinzu.`,
    tooLarge: (megabytes) => `Diese Datei ist größer als ${megabytes} MB. Sie wurde nicht hinzugefügt.`,
    folder: "Das ist ein Ordner. Legen Sie die Dateien ab, die darin sind.",
    unknown: "Diese Datei konnte nicht gelesen werden. Sie wurde nicht hinzugefügt.",
  },
  steps: {
    title: "Drei Schritte für den Anfang",
    addTitle: "Einen Artikel hinzufügen",
    addText:
      "Legen Sie Dateien irgendwo auf dieser Seite ab (Text, HTML, Word, OpenDocument, EPUB, PDF), wählen Sie sie aus, oder fügen Sie einen Text ein.",
    tagsTitle: "Das Codebuch anlegen",
    tagsText: "Codes sind das, womit Sie Stellen auszeichnen: ein Name, eine Farbe, eine Definition.",
    tags: "Codes hinzufügen",
    inviteTitle: "Personen einladen",
    inviteText:
      "Schicken Sie jeder Person einen Link mit ihrer Rolle. Alle sehen die Annotationen der anderen, während sie entstehen.",
    invite: "Personen einladen",
    done: "erledigt",
  },
};
