export const words = {
  roleChanged: (role: string, meaning: string) => `Your role here is ${role} now. ${meaning}`,
  here: "Here now",
  justYou: "Only you are here",
  you: (name: string) => `${name} (you)`,
  more: (count: number) => `and ${count} more`,
  reading: (name: string, article: string) => `${name}, reading ${article}`,
};
