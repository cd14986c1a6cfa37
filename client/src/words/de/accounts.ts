import type { Catalogue } from "../english.ts";

export const accounts: Catalogue["accounts"] = {
  signIn: "Anmelden",
  register: "Konto anlegen",
  email: "E-Mail-Adresse",
  name: "Name",
  nameHint: "So steht er für andere neben dem, was Sie schreiben.",
  password: "Passwort",
  newPassword: "Neues Passwort",
  currentPassword: "Bisheriges Passwort",
  passwordHint: "Mindestens 10 Zeichen. Ein paar Wörter hintereinander lassen sich leicht merken.",
  showPassword: "Passwort zeigen oder verbergen",
  signedOutHere:
    "Auf diesem Gerät sind Sie abgemeldet, der Server weiß es aber noch nicht. Er erfährt es, sobald er erreichbar ist: solange diese Seite offen ist, sonst wenn Postil hier wieder geöffnet wird. Auf einem gemeinsam benutzten Gerät lassen Sie die Seite offen, bis diese Meldung verschwunden ist.",
  noAccount: "Noch kein Konto?",
  haveAccount: "Schon ein Konto?",
  forgotten: "Passwort vergessen? Wer dieses Postil betreibt, schickt einen Link zum Zurücksetzen.",
  closed: "Zurzeit kann hier niemand ein Konto anlegen. Auskunft gibt, wer dieses Postil betreibt.",
  invitedOnly: "Ein Konto gibt es hier nur mit einer Einladung. Öffnen Sie den Link, den Sie erhalten haben.",
  byInvitation: (workspace) =>
    workspace === undefined
      ? "Sie wurden in einen Arbeitsbereich eingeladen."
      : `Sie wurden in „${workspace}“ eingeladen.`,
  toSignIn: "Zur Anmeldung",
  link: {
    title: "Anmeldung läuft",
    failed: "Dieser Anmeldelink funktioniert nicht",
  },
  reset: {
    title: "Neues Passwort wählen",
    save: "Neues Passwort speichern",
    done: "Das Passwort wurde geändert. Melden Sie sich jetzt damit an.",
  },
  account: {
    title: "Ihr Konto",
    signedInAs: (email) => `Angemeldet als ${email}`,
    nameTitle: "Name",
    saveName: "Namen speichern",
    nameSaved: "Der Name wurde geändert.",
    passwordTitle: "Passwort",
    passwordLead: "Eine Änderung meldet Sie auf allen anderen Geräten ab.",
    savePassword: "Passwort ändern",
    passwordSaved: "Das Passwort wurde geändert.",
    noPassword: "Die Anmeldung läuft über einen Link; dieses Konto hat kein Passwort.",
    deleteTitle: "Konto löschen",
    deleteLead:
      "Adresse und Passwort werden gelöscht, und Sie verlassen alle Arbeitsbereiche. Was Sie für ein Team annotiert haben, bleibt dort; private Annotationen kann danach niemand mehr öffnen: exportieren Sie vorher, was Sie behalten möchten. Arbeitsbereiche, in denen Sie das einzige Mitglied sind, werden gelöscht. Wo andere bleiben und nur Sie Eigentümer:in sind, übergeben Sie das vorher jemand anderem.",
    deleteWork: "Wie erscheint, was in Arbeitsbereichen mit anderen bleibt",
    deleteWorkName: (name) => `Unter Ihrem Namen, „${name}“`,
    deleteWorkPseudonym: "Als Pseudonym, „Former member“ und eine Nummer",
    deleteWorkPseudonymAbout:
      "Auch dort, wo Sie schon früher gegangen sind. Nichts Sichtbares führt mehr zu Ihnen; was andere geschrieben haben und frühere Exporte bleiben, wie sie sind.",
    delete: "Konto löschen …",
    deleteConfirm: "Konto löschen",
    confirmPassword: "Ihr Passwort",
    confirmEmail: (email) => `Zur Bestätigung ${email} eingeben`,
    deleteWarning: "Das lässt sich nicht rückgängig machen.",
  },
};
