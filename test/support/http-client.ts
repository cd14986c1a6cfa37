export interface Answer<T> {
  status: number;
  /** Parsed when it is JSON, else text; null when there is none. */
  body: T;
  headers: Headers;
}

/** What refusals look like: `answer.body.error.code`. */
export interface ErrorBody {
  error: { code: string; message: string; details?: unknown };
}

interface RequestOptions {
  headers?: Record<string, string>;
}

let people = 0;

/** Somebody's browser as the server sees it: keeps cookies and sends the Origin of its own pages. */
export class HttpClient {
  private readonly cookies = new Map<string, string>();

  constructor(readonly url: string) {}

  /** A client of somebody new. */
  static async register(url: string, name = "Somebody", email?: string): Promise<HttpClient> {
    const client = new HttpClient(url);
    await client.register(name, email);
    return client;
  }

  /** Registers and stays signed in; the password is `PASSWORD`. Returns the e-mail address. */
  async register(name: string, email = `person-${process.pid}-${++people}@example.org`): Promise<string> {
    const answer = await this.post("/api/auth/register", { email, name, password: PASSWORD });
    if (answer.status >= 300) throw new Error(`Registering answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return email;
  }

  /** What to send as the Cookie header, e.g. with a WebSocket. */
  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  /** The same browser at another address of the same Postil. */
  at(url: string): HttpClient {
    const client = new HttpClient(url);
    for (const [name, value] of this.cookies) client.cookies.set(name, value);
    return client;
  }

  get<T = unknown>(path: string, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>("GET", path, undefined, options);
  }

  post<T = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>("POST", path, body, options);
  }

  put<T = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>("PUT", path, body, options);
  }

  patch<T = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>("PATCH", path, body, options);
  }

  delete<T = unknown>(path: string, body?: unknown, options?: RequestOptions): Promise<Answer<T>> {
    return this.send<T>("DELETE", path, body, options);
  }

  /** `body`: FormData and strings go as they are, anything else as JSON. */
  async send<T>(method: string, path: string, body: unknown, options: RequestOptions = {}): Promise<Answer<T>> {
    const headers = new Headers({ origin: this.url, ...options.headers });
    if (this.cookies.size > 0 && !headers.has("cookie")) headers.set("cookie", this.cookie);
    const asIs = body instanceof FormData || typeof body === "string";
    if (!headers.has("content-type") && body !== undefined && !(body instanceof FormData)) {
      headers.set("content-type", "application/json");
    }
    const response = await fetch(this.url + path, {
      method,
      headers,
      redirect: "manual",
      ...(body === undefined ? {} : { body: asIs ? body : JSON.stringify(body) }),
    });
    this.keepCookies(response.headers.getSetCookie());
    const text = await response.text();
    const json = response.headers.get("content-type")?.includes("json") && text !== "";
    const parsed: unknown = json ? JSON.parse(text) : text === "" ? null : text;
    return { status: response.status, headers: response.headers, body: parsed as T };
  }

  private keepCookies(lines: string[]): void {
    for (const line of lines) {
      const [pair = "", ...attributes] = line.split(";");
      const name = pair.slice(0, pair.indexOf("=")).trim();
      const value = pair.slice(pair.indexOf("=") + 1).trim();
      const expired = attributes.some((attribute) => /^\s*(max-age=0|expires=Thu, 01 Jan 1970.*)$/i.test(attribute));
      if (expired || value === "") this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

/** The body of an answer that must be a good one. */
export function good<T>({ status, body }: { status: number; body: T }): T {
  if (status < 200 || status >= 300) throw new Error(`It answered ${status}: ${JSON.stringify(body)}`);
  return body;
}

/** Everybody's, in tests. */
export const PASSWORD = "correct horse battery";
