# path: app/controllers/resets_controller.rb
class LockedError < StandardError
  def initialize(id)
    super("Account #{id} is locked") # error: LockedError "Account {id} is locked"
  end

  def status
    423
  end
end

class Expired < StandardError
  def initialize(msg = "The link has expired") # error: Expired "The link has expired"
    super
  end
end

class Denied < StandardError
  def self.because(reason)
    new("Denied: #{reason}") # error: Denied "Denied: {reason}"
  end
end

class Reset < ApplicationRecord
  TOO_LONG = "is too long"
  validates :email, presence: { message: "can't be blank" } # error: - "can't be blank" audience=customer
  validates :name, length: { maximum: 9, message: TOO_LONG }, uniqueness: true # error: - "is too long" audience=customer
  validates_format_of :email, with: /@/, message: "is no address" # error: - "is no address" audience=customer
  validates_presence_of :name, :message => N_("is missing") # error: - "is missing" audience=customer

  def check(email)
    errors.add(:email, "is not known") # error: - "is not known" audience=customer
    errors.add :base, :locked # error: - "locked" audience=customer code=locked
    errors.add(:email, :invalid, message: "is not valid") # error: - "is not valid" audience=customer code=invalid
    record.errors.add(:base, "No user #{user_id}") # error: - "No user {user_id}" kinds=id audience=customer
    errors[:base] << "Too late" # error: - "Too late" audience=customer
    key.failure("must be future") # error: - "must be future" audience=customer
    raise "plain" # error: RuntimeError "plain" audience=internal
    raise("brackets #{email}") unless email # error: RuntimeError "brackets {email}" kinds=email
    raise ArgumentError, "No user #{email}" # error: ArgumentError "No user {email}"
    raise ArgumentError.new("No user %s" % email) # error: ArgumentError "No user {email}"
    raise Errors::NotFound.new("gone", code: "E17") # error: NotFound "gone" code=E17
    raise Errors::NotFound.new(message: "gone") # error: NotFound "gone"
    raise ActiveRecord::RecordNotFound, "No reset" # error: RecordNotFound "No reset" status=404
    raise ActionController::RoutingError.new("Not Found") # error: RoutingError "Not Found" status=404
    raise Api::Problem.new("gone", 410) # error: Problem "gone" status=410
    raise LockedError, "locked for good" # error: LockedError "locked for good" status=423
    raise Billing::Late.new(invoice.id) # error: Late "{invoice_id}" opening=Billing.Late
    raise Texts::GONE # a class, as far as can be seen
    raise ArgumentError, Texts::GONE # error: ArgumentError "{gone}" opening=Texts.GONE
    raise error_class, "by variable" # error: - "by variable"
    raise klass.new("by variable") # error: - "by variable"
    fail "failed" # error: RuntimeError "failed"
    fail ArgumentError, "failed" # error: ArgumentError "failed"
    Kernel.raise "kernel" # error: RuntimeError "kernel"
    # error: ArgumentError "long {email} text"
    raise ArgumentError, <<~TEXT.squish
      long #{email}
      text
    TEXT
    e = Errors::Gone.new("made before")
    raise e # error: Gone "made before"
    # error: ArgumentError "a"
    # error: ArgumentError "b"
    raise ArgumentError, email ? "a" : "b"
    msg = "in a variable"
    raise ArgumentError, msg # error: ArgumentError "in a variable"
    raise msg # error: RuntimeError "in a variable"
    raise GraphQL::ExecutionError, "No such field" # error: ExecutionError "No such field" audience=api
    context.add_error(GraphQL::ExecutionError.new("Not yours")) # error: ExecutionError "Not yours" audience=api
    abort "Nothing to do" # error: SystemExit "Nothing to do" audience=operator
    raise Thor::Error, "No such task" # error: Error "No such task" audience=operator
  end
end

class ResetsController < ApplicationController
  def create
    render json: { error: "No token" }, status: :bad_request # error: - "No token" status=400 audience=api
    # error: - "One" status=422 audience=api
    # error: - "Two" status=422 audience=api
    render json: { errors: ["One", "Two"] }, status: 422
    render json: { error: { code: "E1", message: "Nested" } }, status: 403 # error: - "Nested" status=403 code=E1
    render json: { error: "late", message: "Too late" }, status: :gone # error: - "Too late" status=410 code=late
    render(json: { message: "Gone" }.to_json, status: :gone) # error: - "Gone" status=410 audience=api
    render json: { error: "no status" } # error: - "no status" audience=api
    render plain: "404 Not Found", status: :not_found # error: - "404 Not Found" status=404 audience=api
    render html: "<b>Sorry</b>", status: 500 # error: - "<b>Sorry</b>" status=500 audience=customer
    render :json => { :error => "rocket" }, :status => 404 # error: - "rocket" status=404 audience=api
    redirect_to root_path, alert: "Wrong password" # error: - "Wrong password" audience=customer
    redirect_back fallback_location: "/", flash: { error: "Wrong" } # error: - "Wrong" audience=customer
    flash[:alert] = "The mail could not be sent to #{email}" # error: - "The mail could not be sent to {email}" audience=customer
    flash.now[:error] = t("resets.failed") # error: - "resets.failed" audience=customer
    render_json_error("Not allowed", status: 403) # error: - "Not allowed" status=403 audience=api
    respond_with_error "Broken" # error: - "Broken" audience=api
    render plain: with_hint("Not for you"), status: :forbidden # error: - "Not for you" status=403 audience=api
    render_forbidden t(:not_yours) # error: - "not_yours" status=403 audience=api
    head :forbidden
  end
end

class Api < Grape::API
  get :reset do
    error!("Unauthorized", 401) # error: - "Unauthorized" status=401 audience=api
    error!({ error: "bad token", code: "BAD" }, 400) # error: - "bad token" status=400 code=BAD
    error! :not_allowed, 405 # error: - "not_allowed" status=405
    forbidden!("No") # error: - "No" status=403
    halt 404, "No page" # error: - "No page" status=404 audience=api
    halt 422, { error: "No body" }.to_json # error: - "No body" status=422
    halt 409, json(error: "Twice") # error: - "Twice" status=409
    halt 400, { "Content-Type" => "text/plain" }, "Bad" # error: - "Bad" status=400
  end
end
