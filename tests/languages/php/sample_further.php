<?php
// path: src/Service/Further.php
// Forms met in real branches, and in the documentation of PSR-3, Laravel, Symfony, Drupal and WordPress.
class Further extends AbstractLogger
{
    public function logs(int $count, ?string $name, \Throwable $e, $container, User $user)
    {
        $this->logger->error(Bundle::LOG_PREFIX.$e->getMessage()); // log: error "{log_prefix}{e_message}" kinds=any,exception
        $this->logger->error('a' . $count . PHP_EOL); // log: error "a{count}"
        $this->logger->info('of variables', compact('name', 'count')); // log: info "of variables" fields=name,count
        $this->logger->log($count > 1 ? 'info' : 'error', 'one of two'); // log: - "one of two"
        $this->logger->log($count > 1 ? 'info' : 'info', 'the same'); // log: info "the same"
        $this->log(LogLevel::INFO, 'of the trait', ['a' => 1]); // log: info "of the trait" fields=a
        $this->log('CakePHP has it behind', LogLevel::ERROR); // log: error "CakePHP has it behind"
        $this->log('a list of ours', 'x');
        app(LoggerInterface::class)->notice('by class'); // log: notice "by class"
        resolve('log')->info('resolved'); // log: info "resolved"
        $container->get(LoggerInterface::class)->info('of the container'); // log: info "of the container"
        $container->get(Mailer::class)->error('no log');
        $container['logger']->info('an element'); // log: info "an element"
        $container['mailer']->info('no log');
        $this->loggers['db']->info('one of several'); // log: info "one of several"
        $this->loggerFactory->get('my_module')->error('@name is gone', ['@name' => $name]); // log: error "{name} is gone" logger=my_module
        \Drupal::service('logger.factory')->get('x')->info('by service'); // log: info "by service" logger=x
        Craft::warning('Craft CMS', __METHOD__); // log: warning "Craft CMS"
        trigger_deprecation('vendor/x', '1.2', 'Use "%s" instead.', $name); // log: deprecated "Use \"{name}\" instead."
        $this->logger->error(vsprintf('%s of %d', [$name, $count])); // log: error "{name} of {count}" kinds=any,int
        $this->logger->error(strtr(':name is gone', [':name' => $name])); // log: error "{name} is gone"
        $this->logger->error(ucfirst($name) . ' is gone'); // log: error "{name} is gone"
        $output->writeln('');
    }

    public function thrown(int $id, $value, $response, $name)
    {
        throw new UnexpectedTypeException($value, 'object'); // error: UnexpectedTypeException "{value}"
        // error: - "in an answer" status=422 audience=api
        throw new HttpResponseException(response()->json(['message' => 'in an answer'], 422));
        throw new UserError('shown to clients'); // error: UserError "shown to clients" audience=api
        throw new WithDefault($response['error']['message']); // error: WithDefault "{error_message}"
        return new GoneException("made for somebody $id"); // error: GoneException "made for somebody {id}" kinds=int
        $stop = fn () => new GoneException('of an arrow'); // error: GoneException "of an arrow"
        return new Gone('no exception');
    }

    public function answers($request, $data)
    {
        return response()->json(['error' => 'without a status']); // error: - "without a status" audience=api status=
        return response()->json(['error' => 'none'], 200);
        return response()->json(['success' => false, 'message' => 'refused']); // error: - "refused" audience=api
        return response()->json(['status' => 'error', 'messages' => 'said so']); // error: - "said so" audience=api
        return response()->json(['success' => true, 'message' => 'fine']);
        return (new JsonResponse(['error' => 'set later']))->setStatusCode(400); // error: - "set later" status=400 audience=api
        return response()->json(Helper::formatted('error', null, trans('admin/x.gone'))); // error: - "admin/x.gone" audience=api
        return response()->json(Helper::formatted('success', $data, trans('admin/x.done')));
        wp_send_json(['error' => 'plain'], 400); // error: - "plain" status=400 audience=api
        return redirect()->route('x')->with(['error' => 'one of two', 'success' => 'no']); // error: - "one of two" audience=customer
        $this->addFlash(type: 'error', message: 'by name'); // error: - "by name" audience=customer
        $request->getSession()->getFlashBag()->add('error', 'in the bag'); // error: - "in the bag" audience=customer
        $request->getSession()->getFlashBag()->add('success', 'fine');
        flash('of Laracasts')->error(); // error: - "of Laracasts" audience=customer
        flash('fine')->success();
        $errors->add('field', 'in a bag of messages'); // error: - "in a bag of messages" audience=customer
        wp_die(__('Not for you', 'd'), __('Title'), ['response' => 403]); // error: - "Not for you" status=403 audience=customer
        die(json_encode(['error' => 'at the end'])); // error: - "at the end" audience=api
        Validator::make($data, ['a' => 'required'], ['required' => 'Fill in :attribute']); // error: - "Fill in :attribute" audience=customer code=required
        // error: - "longer than {limit}" audience=customer
        $context->buildViolation('longer than {{ limit }}')->setParameter('{{ limit }}', '5')->addViolation();
        new NotBlank(['message' => 'core.name.required']); // error: - "core.name.required" audience=customer
        new Assert\Length(min: 2, minMessage: 'min {{ limit }}'); // error: - "min {limit}" audience=customer
        new Notice(['message' => 'no constraint']);
    }
}

class WithDefault extends \Exception
{
    public function __construct($message = 'by default', $code = 0) // error: WithDefault "by default"
    {
        parent::__construct($message, $code);
    }
}
