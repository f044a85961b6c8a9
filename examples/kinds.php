<?php
/**
 * Sends a picture from the disk, a document from an address and a poll, and waits until their ends are known. Needs PHP
 * 8 or newer, and no extension.
 *
 *   WAYBILL_PASSWORD=… php kinds.php 0812-3456-7890 parcel.jpg https://example.com/terms.pdf
 */
declare(strict_types=1);

$url = getenv('WAYBILL_URL') ?: 'http://127.0.0.1:3000';
$email = getenv('WAYBILL_EMAIL') ?: 'admin@localhost';
if ($argc < 4) {
    quit('Usage: WAYBILL_PASSWORD=… php kinds.php NUMBER PICTURE ADDRESS [KEY]');
}
[, $number, $picture, $address] = $argv;
$password = getenv('WAYBILL_PASSWORD') ?: quit('Set WAYBILL_PASSWORD to your password.');
// The same key never sends twice, however often this is run: name what the messages are about.
$key = $argv[4] ?? bin2hex(random_bytes(16));
$bytes = is_file($picture) ? @file_get_contents($picture) : false;
if ($bytes === false) {
    quit("There is no picture $picture that can be read.");
}
$token = '';

function quit(string $sentence): void
{
    fwrite(STDERR, "$sentence\n");
    exit(1);
}

/** The answer to a JSON body, or to the bytes of a file; null where the token is not taken. */
function ask(string $path, array|string|null $body = null, array $headers = []): ?array
{
    global $url, $token;
    $type = is_string($body) ? 'application/octet-stream' : 'application/json';
    $answer = @file_get_contents($url . $path, false, stream_context_create(['http' => [
        'method' => $body === null ? 'GET' : 'POST',
        'header' => ["Content-Type: $type", "Authorization: Bearer $token", ...$headers],
        'content' => is_array($body) ? json_encode($body, JSON_THROW_ON_ERROR) : (string) $body,
        'ignore_errors' => true,
        // Waybill fetches an address and converts a file before it answers.
        'timeout' => 120,
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

function logIn(): void
{
    global $email, $password, $token;
    $token = '';
    $token = ask('/api/auth/login', ['email' => $email, 'password' => $password])['accessToken'];
}

function send(string $name, string $type, array $member): array
{
    global $number, $key;
    $body = ['to' => $number, 'type' => $type, $type => $member];
    $job = ask('/api/whatsapp/messages', $body, ["Idempotency-Key: $key-$name"]);
    echo "$name queued as {$job['jobId']}\n";
    return ['name' => $name, ...$job];
}

/** Waits for the end of a job; whether it completed. */
function endsWell(array $job): bool
{
    $name = $job['name'];
    $explained = null;
    for ($look = 0; !in_array($job['status'], ['completed', 'failed', 'cancelled'], true); $look++) {
        // Why it has not arrived, once it takes longer than usual.
        if ($look >= 3 && isset($job['explanation']) && $job['explanation'] !== $explained) {
            $explained = $job['explanation'];
            echo "$name: $explained\n";
        }
        sleep(1);
        $told = ask("/api/whatsapp/jobs/{$job['jobId']}");
        if ($told === null) {
            // A token is good for a quarter of an hour, and a message may wait for longer.
            logIn();
        }
        $job = $told ?? $job;
    }
    echo "$name {$job['status']} ", $job['failure']['message'] ?? '', "\n";
    return $job['status'] === 'completed';
}

logIn();
// A file is uploaded once, and may then be sent to as many people as you like.
$media = ask('/api/whatsapp/media?fileName=' . rawurlencode(basename($picture)), $bytes);
$poll = ['question' => 'When may we come?', 'options' => ['In the morning', 'In the afternoon'], 'selectable' => 1];
$jobs = [
    send('picture', 'image', ['media' => ['id' => $media['id']], 'caption' => 'Your parcel']),
    // Waybill fetches the address before it answers.
    send('document', 'document', ['media' => ['url' => $address], 'caption' => 'Please sign']),
    send('poll', 'poll', $poll),
];
$good = array_map(endsWell(...), $jobs);
exit(in_array(false, $good, true) ? 1 : 0);
