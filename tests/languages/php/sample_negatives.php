<html>
<!-- $logger->info("not code") -->
<?php if ($x): ?>
throw new Exception("nor is this")
<p><?= $x ?></p>
<?php endif; ?>
<?php
// path: src/Nothing.php
// $logger->info("a comment is no statement");
# throw new Exception("nor is this");
class Nothing extends Base
{
    /** throw new Exception("nor is this"); */
    public function nothing($x, $blog, $catalog, $git, $form, $fields)
    {
        $x->info('not a logger');
        $blog->error('a blog post');
        $catalog->warning('not a logger');
        $this->info('not a command');
        $this->log($entry);
        log(10);
        $logger->log($entry);
        $logger->pushHandler($handler);
        $logger->info();
        $git->log('--oneline');
        $fields->add('name', 'text');
        $list->add('error');
        throw $e;
        throw new Exception();
        throw new NotFound;
        abort(404);
        abort($response);
        return response()->json(['ok' => true]);
        return response()->json(['error' => 'none'], 200);
        return new JsonResponse($data, 404);
        return redirect()->with('success', 'Saved');
        session()->flash('status', 'Saved');
        $this->addFlash('notice', 'Saved');
        $view->with('errors', $errors);
        $text = '$logger->info("a text is no statement")';
        echo 'a page';
        print('a page');
        fwrite($handle, 'a file');
        die();
        exit(1);
        exit;
        $x->die('no');
        $this->assertSame('x', $logger->getName());
        return $text;
    }

    public function log($message) {}
    public function error($message) { return $message; }
}
?>
throw new Exception("text");
