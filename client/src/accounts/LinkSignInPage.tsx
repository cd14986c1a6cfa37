import { useEffect, useRef } from "react";
import { Link, useNavigate, useParams } from "react-router";
import { useLinkSignIn } from "../api/accounts.ts";
import { FrontPage } from "../ui/FrontPage.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Problem } from "../ui/Problem.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words } from "./words.ts";

/** Signs in with the link that the server printed. Only a POST signs in, so that nothing that prefetches links does. */
export function LinkSignInPage() {
  const { token = "" } = useParams();
  const navigate = useNavigate();
  const { mutateAsync, error } = useLinkSignIn();
  const tried = useRef<string | null>(null);
  usePageTitle(error ? words.link.failed : words.link.title);

  useEffect(() => {
    // Effects run twice while developing; the link is to be used once.
    if (tried.current === token) return;
    tried.current = token;
    mutateAsync(token).then(
      () => navigate("/", { replace: true }),
      () => undefined,
    );
  }, [token, mutateAsync, navigate]);

  if (!error) {
    return (
      <FrontPage title={words.link.title}>
        <Loading />
      </FrontPage>
    );
  }
  return (
    <FrontPage title={words.link.failed}>
      <Problem message={error.message} />
      <p>
        <Link to="/sign-in">{words.toSignIn}</Link>
      </p>
    </FrontPage>
  );
}
