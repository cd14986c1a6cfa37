import type { z } from "zod";
import { ApiError, readAnswer } from "./http.ts";
import { words } from "./words.ts";

interface UploadOptions {
  signal?: AbortSignal;
  /** 0 to 1, of the bytes sent. */
  onProgress?: (fraction: number) => void;
}

/**
 * Sends a form with files. By XMLHttpRequest, because fetch can't tell how much was sent.
 * Rejects with ApiError, or with an AbortError when cancelled.
 */
export function upload<T>(path: string, form: FormData, schema: z.ZodType<T>, options: UploadOptions = {}): Promise<T> {
  return new Promise((resolve, reject) => {
    const { signal, onProgress } = options;
    if (signal?.aborted) {
      reject(new DOMException("Cancelled", "AbortError"));
      return;
    }
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal?.addEventListener("abort", abort, { once: true });
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      try {
        resolve(readAnswer(request.status, request.responseText, schema));
      } catch (error) {
        reject(error);
      }
    };
    request.onerror = () => reject(new ApiError(0, "unreachable", words.notSent));
    request.onabort = () => reject(new DOMException("Cancelled", "AbortError"));
    request.onloadend = () => signal?.removeEventListener("abort", abort);
    request.open("POST", `/api${path}`);
    request.send(form);
  });
}
