export const live = {
  roleChanged: (role: string, meaning: string) => `Your role here is ${role} now. ${meaning}`,
  othersHere: "Here now",
  here: (name: string) => `${name} is here`,
  more: (count: number) => `and ${count} more`,
};
