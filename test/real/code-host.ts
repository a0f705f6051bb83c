// In: nothing. Out: a stand-in for the part of GitHub's API that the pipelines speak to, on a loopback port, with what was written to it. Never answers without the token.
import { createServer, type IncomingMessage } from "node:http";

export interface Comment {
  readonly id: number;
  readonly user: { readonly login: string };
  body: string;
}

export interface Issue {
  readonly number: number;
  readonly user: { readonly login: string };
  readonly title: string;
  body: string;
  state: "open" | "closed";
  readonly labels: readonly string[];
}

export interface CodeHost {
  readonly url: string;
  readonly comments: Comment[];
  readonly issues: Issue[];
  /** "POST repos/…", in order. */
  readonly calls: string[];
  stop(): Promise<void>;
}

export async function startCodeHost(repository: string, token: string, login: string): Promise<CodeHost> {
  const comments: Comment[] = [];
  const issues: Issue[] = [];
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "", "http://host");
    const path = url.pathname.replace(`/repos/${repository}/`, "");
    calls.push(`${request.method} ${path}`);
    const answer = (status: number, value: unknown) => response.writeHead(status).end(JSON.stringify(value));
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { message: "Bad credentials" });
    const body = request.method === "GET" ? {} : JSON.parse(await read(request));
    const user = { login };
    const [, commentId] = /^issues\/comments\/(\d+)$/.exec(path) ?? [];
    const [, issueId] = /^issues\/(\d+)$/.exec(path) ?? [];
    if (request.method === "GET" && path === "issues/7/comments") return answer(200, page(comments, url));
    if (request.method === "POST" && path === "issues/7/comments") {
      comments.push({ id: comments.length + 100, user, body: body.body });
      return answer(201, comments.at(-1));
    }
    if (request.method === "PATCH" && commentId !== undefined) {
      const comment = comments.find(({ id }) => id === Number(commentId));
      if (comment === undefined) return answer(404, {});
      comment.body = body.body;
      return answer(200, comment);
    }
    if (request.method === "GET" && path === "issues")
      return answer(
        200,
        page(
          issues.filter(({ state }) => state === "open"),
          url,
        ),
      );
    if (request.method === "POST" && path === "issues") {
      issues.push({
        number: issues.length + 1,
        user,
        title: body.title,
        body: body.body,
        state: "open",
        labels: body.labels,
      });
      return answer(201, issues.at(-1));
    }
    if (request.method === "POST" && /^issues\/\d+\/comments$/.test(path)) return answer(201, {});
    if (request.method === "PATCH" && issueId !== undefined) {
      const issue = issues.find(({ number }) => number === Number(issueId));
      if (issue === undefined) return answer(404, {});
      Object.assign(issue, body);
      return answer(200, issue);
    }
    return answer(404, { message: `${request.method} ${path}` });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the stand-in has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    comments,
    issues,
    calls,
    stop: () => new Promise((done, fail) => server.close((error) => (error ? fail(error) : done()))),
  };
}

function page<T>(all: readonly T[], url: URL): readonly T[] {
  const size = Number(url.searchParams.get("per_page"));
  const start = (Number(url.searchParams.get("page")) - 1) * size;
  return all.slice(start, start + size);
}

async function read(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString("utf8");
}
