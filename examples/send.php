<?php
/**
 * Sends a message, and waits until its end is known. Needs PHP 8 or newer, and no extension.
 *
 *   WAYBILL_PASSWORD=… php send.php 0812-3456-7890 'Your order is on its way'
 */
declare(strict_types=1);

$url = getenv('WAYBILL_URL') ?: 'http://127.0.0.1:3000';
$email = getenv('WAYBILL_EMAIL') ?: 'admin@localhost';
[, $number, $message] = $argv;
// The same key never sends twice, however often this is run: name what the message is about.
$key = $argv[3] ?? bin2hex(random_bytes(16));

function ask(string $url, ?array $body = null, string $token = '', array $headers = []): array
{
    $answer = file_get_contents($url, false, stream_context_create(['http' => [
        'method' => $body === null ? 'GET' : 'POST',
        'header' => ['Content-Type: application/json', "Authorization: Bearer $token", ...$headers],
        'content' => $body === null ? '' : json_encode($body, JSON_THROW_ON_ERROR),
        'ignore_errors' => true,
        'timeout' => 30,
    ]]));
    if ($answer === false) {
        exit(1);
    }
    $told = json_decode($answer, true, flags: JSON_THROW_ON_ERROR);
    if (isset($told['detail'])) {
        fwrite(STDERR, "{$told['code']}: {$told['detail']}\n");
        exit(1);
    }
    return $told;
}

$login = ask("$url/api/auth/login", ['email' => $email, 'password' => (string) getenv('WAYBILL_PASSWORD')]);
$token = $login['accessToken'];
$job = ask(
    "$url/api/whatsapp/send-message",
    ['number' => $number, 'message' => $message],
    $token,
    ["Idempotency-Key: $key"],
);
echo "queued as {$job['jobId']}\n";
while (!in_array($job['status'], ['completed', 'failed', 'cancelled'], true)) {
    sleep(1);
    $job = ask("$url/api/whatsapp/jobs/{$job['jobId']}", null, $token);
}
echo $job['status'], ' ', $job['failure']['message'] ?? '', "\n";
exit($job['status'] === 'completed' ? 0 : 1);
