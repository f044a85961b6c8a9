<?php
/**
 * Sends a message, and waits until its end is known. Needs PHP 8 or newer, and no extension.
 *
 *   WAYBILL_PASSWORD=… php send.php 0812-3456-7890 'Your order is on its way'
 */
declare(strict_types=1);

$url = getenv('WAYBILL_URL') ?: 'http://127.0.0.1:3000';
$email = getenv('WAYBILL_EMAIL') ?: 'admin@localhost';
if ($argc < 3) {
    quit('Usage: WAYBILL_PASSWORD=… php send.php NUMBER MESSAGE [KEY]');
}
[, $number, $message] = $argv;
$password = getenv('WAYBILL_PASSWORD') ?: quit('Set WAYBILL_PASSWORD to your password.');
// The same key never sends twice, however often this is run: name what the message is about.
$key = $argv[3] ?? bin2hex(random_bytes(16));

function quit(string $sentence): void
{
    fwrite(STDERR, "$sentence\n");
    exit(1);
}

/** The answer; null where the token is not taken. */
function ask(string $path, ?array $body = null, string $token = '', array $headers = []): ?array
{
    global $url;
    $answer = @file_get_contents($url . $path, false, stream_context_create(['http' => [
        'method' => $body === null ? 'GET' : 'POST',
        'header' => ['Content-Type: application/json', "Authorization: Bearer $token", ...$headers],
        'content' => $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR),
        'ignore_errors' => true,
        'timeout' => 30,
    ]]));
    if ($answer === false) {
        quit("Waybill does not answer at $url: is it running?");
    }
    $told = json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
    if (!isset($told['detail'])) {
        return $told;
    }
    if ($told['status'] === 401 && $token !== '') {
        return null;
    }
    quit("{$told['code']}: {$told['detail']}");
}

$logIn = fn () => ask('/api/auth/login', ['email' => $email, 'password' => $password])['accessToken'];

$token = $logIn();
$job = ask(
    '/api/whatsapp/send-message',
    ['number' => $number, 'message' => $message],
    $token,
    ["Idempotency-Key: $key"],
);
echo "queued as {$job['jobId']}\n";
$explained = null;
for ($look = 0; !in_array($job['status'], ['completed', 'failed', 'cancelled'], true); $look++) {
    // Why it has not arrived, once it takes longer than usual.
    if ($look >= 3 && isset($job['explanation']) && $job['explanation'] !== $explained) {
        $explained = $job['explanation'];
        echo $explained, "\n";
    }
    sleep(1);
    $told = ask("/api/whatsapp/jobs/{$job['jobId']}", null, $token);
    if ($told === null) {
        // A token is good for a quarter of an hour, and a message may wait for longer.
        $token = $logIn();
    }
    $job = $told ?? $job;
}
echo $job['status'], ' ', $job['failure']['message'] ?? '', "\n";
exit($job['status'] === 'completed' ? 0 : 1);
