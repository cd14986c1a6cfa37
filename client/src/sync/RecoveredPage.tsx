/** `/recovered`: work that the server did not take, to copy, download or discard. */
export declare function RecoveredPage(props: { userId: string }): React.ReactNode;
