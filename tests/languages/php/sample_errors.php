<?php
// path: app/Http/Controllers/ResetController.php
namespace App\Http\Controllers;

class LinkExpired extends \RuntimeException
{
    protected $message = 'The link has expired'; // error: LinkExpired "The link has expired"
}

class Locked extends \Exception
{
    public function __construct(int $id)
    {
        parent::__construct("Account $id is locked", 423); // error: Locked "Account {id} is locked" kinds=int
    }
}

class Gone extends NotFoundHttpException
{
    public function __construct($message = 'It is gone') // error: Gone "It is gone" status=404 audience=api
    {
        parent::__construct($message);
    }
}

class Denied extends \Exception
{
    public static function because(string $reason): self
    {
        return new self("Denied: $reason"); // error: Denied "Denied: {reason}"
        return new static(sprintf('No %s', esc_html($reason))); // error: Denied "No {reason}"
    }
}

class ResetRequest extends FormRequest
{
    public function messages()
    {
        return [
            'email.required' => 'Enter your e-mail address.', // error: - "Enter your e-mail address." audience=customer code=email.required
            'name.max' => trans('reset.too_long'), // error: - "reset.too_long" audience=customer
        ];
    }
}

class Person
{
    public function __construct(
        private int $id, #[Assert\NotBlank(message: 'Enter a name.')] // error: - "Enter a name." audience=customer
        // error: - "Too short." audience=customer
        // error: - "Too long." audience=customer
        private string $a, #[Assert\Length(min: 2, minMessage: 'Too short.', maxMessage: 'Too long.')] private string $name,
    ) {
    }
}

class ResetController extends Controller
{
    const NO_USER = 'No such user';

    public function reset($id, $email, $fail)
    {
        throw new \InvalidArgumentException("No user $id"); // error: InvalidArgumentException "No user {id}" kinds=id audience=internal
        throw new Exception('No user ' . $email, 17); // error: Exception "No user {email}"
        throw new Errors\NotFound(sprintf('No user %s', $email), 404, $e); // error: NotFound "No user {email}"
        throw new Exception(self::NO_USER); // error: Exception "No such user"
        throw new Exception(Texts::GONE); // error: Exception "{gone}" opening=Texts.GONE
        throw new Exception($e->getMessage(), 0, $e); // error: Exception "{e_message}"
        throw new NotFoundHttpException('No page'); // error: NotFoundHttpException "No page" status=404 audience=api
        throw new HttpException(410, 'Gone'); // error: HttpException "Gone" status=410 audience=api
        throw new ApiException('Denied', Response::HTTP_FORBIDDEN); // error: ApiException "Denied" status=403
        throw new Problem(message: 'named'); // error: Problem "named"
        throw Problem::because('made by its class'); // error: Problem "made by its class"
        throw $this->createNotFoundException('No reset'); // error: NotFoundHttpException "No reset" status=404 audience=api
        throw $this->createAccessDeniedException('Not yours'); // error: AccessDeniedException "Not yours" status=403
        throw $this->problem('by a function'); // error: - "by a function"
        throw new Billing\Late($invoice->id); // error: Late "{invoice_id}" opening=Late
        $found ?? throw new Exception('an expression'); // error: Exception "an expression"
        $x = fn() => throw new Exception('in a function'); // error: Exception "in a function"
        $error = new Exception('made before');
        throw $error; // error: Exception "made before"
        // error: Exception "a"
        // error: Exception "b"
        throw new Exception($id ? 'a' : 'b');
        // error: Exception "long {email} text"
        throw new Exception(<<<TEXT
            long $email
            text
            TEXT);
        throw_if($id, new Exception('if')); // error: Exception "if"
        throw_unless($id, Problem::class, 'unless'); // error: Problem "unless"
        // error: ValidationException "Wrong password." status=422 audience=customer
        throw ValidationException::withMessages(['password' => ['Wrong password.']]);
        abort(404, 'No such page'); // error: - "No such page" status=404 audience=api
        abort_if($id, 403, "Not yours, $email"); // error: - "Not yours, {email}" status=403 audience=api
        abort_unless($id, Response::HTTP_GONE, __('reset.gone')); // error: - "reset.gone" status=410
        return response()->json(['error' => 'No token'], 400); // error: - "No token" status=400 audience=api
        // error: - "One" status=422
        // error: - "Two" status=422
        return response()->json(['errors' => ['One', 'Two']], 422);
        return response()->json(['error' => ['code' => 'E1', 'message' => 'Nested']], 403); // error: - "Nested" status=403 code=E1
        return response()->json(['error' => 'late', 'message' => 'Too late'], 410); // error: - "Too late" status=410 code=late
        return response()->json(['success' => false, 'error' => true, 'message' => 'Flag'], 409); // error: - "Flag" status=409
        return new JsonResponse(['message' => 'Gone'], JsonResponse::HTTP_GONE); // error: - "Gone" status=410 audience=api
        return new Response('Not here', 404); // error: - "Not here" status=404
        return new DataResponse(['message' => $l->t('No file')], Http::STATUS_NOT_FOUND); // error: - "No file" status=404
        return $this->json(['error' => "No $email"], 404); // error: - "No {email}" status=404
        return response('Too many', 429); // error: - "Too many" status=429
        return new Response(json_encode(['error' => 'Bad']), 400); // error: - "Bad" status=400
        return back()->withErrors(['email' => 'Not known']); // error: - "Not known" audience=customer
        return back()->withErrors('Wrong'); // error: - "Wrong" audience=customer
        return redirect('/')->with('error', 'Wrong link'); // error: - "Wrong link" audience=customer
        session()->flash('error', "No mail to $email"); // error: - "No mail to {email}" audience=customer
        $this->addFlash('danger', 'Not saved'); // error: - "Not saved" audience=customer
        $request->validate(['email' => 'required|email'], [
            'email.required' => 'An address, please', // error: - "An address, please" audience=customer code=email.required
        ]);
        Validator::make($data, ['a' => 'max:9'], ['a.max' => 'Too much']); // error: - "Too much" audience=customer code=a.max
        flash()->error('Not sent'); // error: - "Not sent" audience=customer
        $validator->errors()->add('email', 'Not an address'); // error: - "Not an address" audience=customer
        $this->addError('email', 'Not known'); // error: - "Not known" audience=customer
        $this->messenger()->addError($this->t('No @what', ['@what' => 'mail'])); // error: - "No mail" audience=customer
        $form_state->setErrorByName('email', t('Not valid')); // error: - "Not valid" audience=customer
        $context->buildViolation('Too young')->addViolation(); // error: - "Too young" audience=customer
        $form->get('email')->addError(new FormError('Taken')); // error: - "Taken" audience=customer
        $fail('Must be even'); // error: - "Must be even" audience=customer
        return new WP_Error('no_user', __('No user', 'plugin'), ['status' => 404]); // error: - "No user" status=404 code=no_user audience=api
        wp_die(esc_html__('Not allowed', 'plugin')); // error: - "Not allowed" audience=customer
        wp_send_json_error('No nonce', 403); // error: - "No nonce" status=403 audience=api
        die('No database'); // error: - "No database" audience=customer
        throw (new NotFound('chained'))->setHint('a hint'); // error: NotFound "chained"
        // error: ValidationException "auth.throttle" status=422 audience=customer
        throw ValidationException::withMessages([$this->username() => [trans('auth.throttle')]])->status(429);
        $this->showErrorNotification(trans('errors.gone')); // error: - "errors.gone" audience=customer
        return $this->respondWithError('Broken', 500); // error: - "Broken" status=500 audience=api
        exit("No $email"); // error: - "No {email}" audience=customer
    }
}
